"""The kinds of problem that are found in reading and in building, each with its manual page.

A rule has its own, where the rule is (stages/checks). A number is stable and never used again for something else.
"""

from __future__ import annotations

from .messages import msg
from .problems import Code, Severity, Stops

# What the first digit of a number says, as the reference groups the rules.
GROUPS = {
    "0": msg("Files and YAML"),
    "1": msg("Facts"),
    "2": msg("The text"),
    "3": msg("The remiss, decisions and dissents"),
    "4": msg("Language and typography"),
    "5": msg("Bilagor"),
    "6": msg("Packs"),
    "7": msg("The finished document"),
}

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING
_FINAL, _NOTHING = Stops.FINAL, Stops.NOTHING

# A page stands below the line of its code.
# fmt: off

# Files and YAML
NOT_UTF8 = Code("DK001", "not-utf8", page="""
    The file is not stored as UTF-8.

    Other encodings have other bytes for å, ä and ö, and nobody can tell which letters were meant. Open the file in the
    program that it was written in, see that its letters look right, and save it with the encoding UTF-8. In Notepad
    the encoding is chosen below the file's name in “Save as”.

    Bad:
        synpunkter.md
        (sparad som Windows-1252)
        Jag tycker att förslaget är bra.
                        ^
    Bad:
        synpunkter.md
        (sparad som UTF-16)
        Jag tycker att förslaget är bra.
    Good:
        synpunkter.md
        (sparad som Windows-1252)
        Jag har inget emot det.
    """)

BYTE_ORDER_MARK = Code("DK002", "byte-order-mark", page="""
    The file begins with a byte order mark (BOM).

    The mark cannot be seen, but many programs take it for the first character of the text. Save the file as UTF-8
    without it: in Notepad, choose “UTF-8” and not “UTF-8 with BOM” in “Save as”.

    Bad:
        synpunkter.md
        (sparad som UTF-8 med BOM)
        Jag tycker att förslaget är bra.
    Good:
        synpunkter.md
        Jag tycker att förslaget är bra.
    """)

NOT_NFC = Code("DK003", "not-nfc", page="""
    A word is stored with its accents beside the letters (it is not NFC).

    The word looks as it should, but its ö is stored as an o and two dots. A search does not find it, and a name that is
    written so is not the same as the name in the register. It happens to text that is copied from a PDF or comes from
    an older Mac. Type the word again; where there are many, paste the text anew from the original.

    Bad:
        synpunkter.md
        (sparad med lösa accenter)
        Jag tycker att förslaget är bra.
                       ^^^^^^^^^
    Good:
        synpunkter.md
        Jag tycker att förslaget är bra, och ännu bättre på ett kafé.
    """)

CARRIAGE_RETURN = Code("DK004", "carriage-return", page="""
    The lines of the file end as in Windows (CR LF).

    When the same file is saved in two ways, each of its lines looks changed to whoever compares the versions. Choose LF
    when you save; in VS Code, click on CRLF at the bottom right of the window. In a folder made by draftkit init, Git
    sees to it by itself.

    Bad:
        synpunkter.md
        (sparad med radslut CR LF)
        Jag tycker att förslaget är bra.
    Good:
        synpunkter.md
        Jag tycker att förslaget är bra.
    """)

EMPTY_FILE = Code("DK005", "empty-file", page="""
    The file is empty.

    Perhaps its text was never saved. Write the text, or remove the file. Where the text is still to come, the file can
    hold a note to colleagues, which is never printed.

    Bad:
        synpunkter.md
        (tom)
    Good:
        synpunkter.md
        <!-- Sara skriver på fredag. -->
    """)

STRANGE_CHARACTER = Code("DK006", "strange-character", page="""
    The file has a character that cannot be printed.

    Such characters come along from Word and PDF: the dots of a list, line breaks within a paragraph, marks that turn
    the direction of the text. Remove the character, or write the one that was meant; a point of a list begins with
    a hyphen and a blank.

    Bad:
        synpunkter.md
        \uf0b7 Fler verktyg
        ^
        \uf0b7 Längre öppettider
        ^
    Good:
        synpunkter.md
        - Fler verktyg för högst 4 000 kr (≈ 350 €)
        - Längre öppettider
    """)

UNKNOWN_FILE = Code("DK007", "unknown-file", page="""
    Nothing in the case refers to the file, or says what it is.

    A file without a place is not printed, and draftkit never leaves out anything without a word. See that the file and
    its folder are spelled right. A text says what it is with “typ:” or “avsnitt:” at its top; a bilaga is listed
    under “bilagor:” in arende.yaml; what others have handed in is kept in kallor/, and is not printed.

    Bad:
        remisvar/fixarna.md
        Vi är positiva till förslaget.
    Bad:
        bilagor/kalkyl.pdf
        (en PDF)
    Good:
        kallor/kulturnamnden.docx
        (en Word-fil)
    """)

NOT_A_CASE = Code("DK008", "not-a-case", page="""
    The folder has no arende.yaml.

    Each folder in drafts/ is an ärende, and its facts stand in arende.yaml. Write them there, or move the folder to
    another place. A folder within the ärende, such as kallor/ or bilder/, needs none.

    Bad:
        arende.yaml
        (finns inte)
    Good:
        kallor/motionen.docx
        (en Word-fil)
    """)

SYMBOLIC_LINK = Code("DK009", "symbolic-link", page="""
    The file is only a link to another (a symbolic link).

    What it leads to may lie anywhere, and may be changed without a trace in the case's folder. So draftkit does not
    follow links. Put the file itself in the folder.

    Bad:
        synpunkter.md
        (länk till ../../arkiv/synpunkter.md)
    Good:
        synpunkter.md
        Jag hänvisar till [motionen](https://stensunda.example/motioner/2031-5).
    """)

TOO_LARGE = Code("DK016", "too-large", page="""
    The file, or the folder, is larger than what draftkit reads.

    A file may be 200 MB, a text 2 MB (that is a thousand pages), and an ärende's folder 500 MB in 10,000 files.
    What is larger is not read at all, so that no single file can fill the memory of the computer. Save a large PDF
    anew with its pictures in a lower resolution, and keep recordings and the like elsewhere.

    Where a service checks each change (CI), an ärende also has no more than 20 seconds and 2,000 MB of memory, so that
    none can stop the others. No real ärende comes near that; a very long line does, or a file that is made to do harm.

    Bad:
        kallor/sammantradet.pdf
        (större än 200 MB)
    Bad:
        synpunkter.md
        (sparad femtiotusen gånger om i samma fil)
        Jag tycker att förslaget är bra, och att det kan genomföras.
    Good:
        kallor/kulturnamnden.docx
        (en Word-fil)
    """)

NO_FILE = Code("DK017", "no-file", page="""
    In the folder is something that is no file: a device, or a pipe between programs.

    To read it could take any time, and give anything. It does not come from Git, nor from Word; remove it.

    Bad:
        bilagor/kalkyl.pdf
        (ingen fil, utan ett rör)
    Good:
        kallor/kulturnamnden.docx
        (en Word-fil)
    """)

BROKEN_YAML = Code("DK010", "broken-yaml", page="""
    The facts cannot be read: a character is missing, or is one too many.

    What stands in arende.yaml, in the registers and at the top of each text is YAML: “key: value” on each line, and
    blanks, never tabs, before what belongs to the key above. A value that has a colon within it, or begins with a
    bracket, a brace or an asterisk, must stand within quotation marks. In draftkit.toml all text does.

    Bad:
        arende.yaml
        rubrik: Motion: lånebara verktyg
                      ^
    Bad:
        arende.yaml
        föredragande: [sara-lindqvist
                      ^
    Bad:
        draftkit.toml
        ort = Stensunda
              ^
    Good:
        arende.yaml
        rubrik: "Motion: lånebara verktyg (kl. 8:00)"
        föredragande: [sara-lindqvist]
    """)

DUPLICATE_KEY = Code("DK011", "duplicate-key", page="""
    The same key is written twice in one place.

    Only one of the two values can hold, and draftkit does not choose. Remove one of the lines. A key with and without
    its dots (väckt, vackt) is the same key.

    Bad:
        arende.yaml
        rotel: V
        rotel: VI
        ^^^^^
    Good:
        arende.yaml
        initiativ:
          - {typ: motion, motionärer: [omar-haddad], väckt: 2031-02-10}
          - {typ: skrivelse, väckt: 2031-02-11}
    """)

YAML_ALIAS = Code("DK012", "yaml-alias", page="""
    A value begins with & or !, which is an instruction to YAML.

    The whole first word would be taken for the instruction, and vanish from the text. Put the value in quotation marks.

    Bad:
        arende.yaml
        rubrik: &-tecknet i kommunens adresser
                ^^^^^^^^^
    Good:
        arende.yaml
        rubrik: "&-tecknet i kommunens adresser"
        rotel: V
    Good:
        arende.yaml
        rubrik: Lånebara verktyg & hjälp!
    """)

NO_FRONT_MATTER_END = Code("DK013", "front-matter-without-end", page="""
    The facts at the top of a text have no end.

    They stand between two lines of three hyphens; without the second, all of the text would be taken for facts. Write a
    line --- after the last fact.

    Bad:
        remissvar/fixarna.md
        ---
        ^^^
        organ: föreningen Fixarna
        typ: remissvar

        Vi är positiva till förslaget.
    Good:
        remissvar/fixarna.md
        ---
        organ: föreningen Fixarna
        typ: remissvar
        datum: 2031-05-12
        ---
        Vi är positiva till förslaget.

        ---

        Föreningen Fixarna
    """)

EMPTY_FRONT_MATTER = Code("DK014", "empty-front-matter", page="""
    There are no facts between the two lines of hyphens at the top of a text.

    It happens when a line --- is written twice: the facts then stand below, and would be printed as text. Remove one of
    the lines, or both where the text needs no facts.

    Bad:
        synpunkter.md
        ---
        ---
        ^^^
        avsnitt: synpunkter
        ---
        Jag tycker att förslaget är bra.
    Good:
        synpunkter.md
        ---
        avsnitt: synpunkter
        ---
        Jag tycker att förslaget är bra.
    """)

# Facts
UNKNOWN_KEY = Code("DK101", "unknown-key", page="""
    The key is not known in the place where it stands.

    What it says would be left out of the document. See that it is spelled right, and that it is indented below the key
    that it belongs to; docs/filformat.md has them all. In a pack's fraser.yaml, it is the name of a phrase that nothing
    prints.

    Bad:
        arende.yaml
        nummmer: 2031:19
        ^^^^^^^
    Bad:
        remissvar/kulturnamnden.md
        ---
        sammanträdde: 2031-05-20
        ^^^^^^^^^^^^
    Good:
        remissvar/kulturnamnden.md
        ---
        atergivning: fullständig
    """)

MISSING_FACT = Code("DK102", "missing-fact", page="""
    A fact that the document needs is missing, or has no value.

    Without it a sentence cannot be written, and draftkit never guesses. The hint says what is to be written, and how.
    A key that may be left out may also be left empty.

    Bad:
        arende.yaml
        rotel:
        ^^^^^
    Bad:
        remissvar/kulturnamnden.md
        ---
        organ: kulturnämnden
        typ: nämndbeslut
             ^^^^^^^^^^^
        datum: 2031-04-29
        ---
        # Beslut

        Kulturnämnden ställer sig bakom förslaget.
    Good:
        arende.yaml
        nummer:
    """)

NOT_A_DATE = Code("DK103", "not-a-date", page="""
    The value is not a date, or not a day that exists.

    A date is written with year, month and day: 2031-05-20. draftkit writes it out itself where it is printed
    (“den 20 maj 2031”), so that it is the same everywhere.

    Bad:
        remissvar/kulturnamnden.md
        ---
        sammanträde: 20 maj 2031
                     ^^^^^^^^^^^
    Bad:
        remissvar/kulturnamnden.md
        ---
        datum: 2031-02-29
               ^^^^^^^^^^
    Good:
        remissvar/kulturnamnden.md
        ---
        datum: "2028-02-29"
    """)

NOT_A_CHOICE = Code("DK104", "not-a-choice", page="""
    The value is not one of those that can be chosen.

    The choice decides how a sentence is worded or where a text is printed, so it must be one that draftkit knows; the
    hint has them. Capitals do not matter, nor the dots over å, ä and ö.

    Bad:
        arende.yaml
        skede: kommunstyrelsen
               ^^^^^^^^^^^^^^^
    Good:
        avvikande/ks.md
        ---
        typ: Sarskilt uttalande
        organ: kommunstyrelsen
        av: [jenny-ahl]
        ---
        Det är bra att förslaget bifalls.
    """)

WRONG_FORM = Code("DK105", "wrong-form", page="""
    The value is not written in the way that is expected there.

    Some facts have one form only, so that they look alike in all documents: the rotel is a roman numeral, a party its
    letters, the number of a document a year and a number. The hint shows the form.

    Bad:
        arende.yaml
        rotel: 5
               ^
        nummer: 19/2031
                ^^^^^^^
    Bad:
        register/personer.yaml
        eva-brandt: {namn: Eva Brandt, parti: Liberalerna}
                                              ^^^^^^^^^^^
    Good:
        arende.yaml
        rotel: IV+V
        nummer: 2031:19
    """)

WRONG_SHAPE = Code("DK106", "wrong-shape", page="""
    There is a list, a value or a group of keys where something else is expected.

    In arende.yaml some facts are one value, some are a list, and some have keys of their own below them;
    docs/filformat.md shows which. Write one value without brackets. A list of one may be written without them too.

    Bad:
        arende.yaml
        rotel: [IV, V]
               ^^^^^^^
    Bad:
        arende.yaml
        remiss: kulturnämnden
                ^^^^^^^^^^^^^
    Good:
        arende.yaml
        föredragande: sara-lindqvist
        remiss: {utskickad: 2031-03-03, svar_senast: 2031-05-30, instanser: kulturnämnden}
    """)

UNKNOWN_BODY = Code("DK107", "unknown-body", page="""
    The body is not in the register.

    The register has how each body's name is written, so that it is spelled in the same way everywhere and gets its
    right form in each sentence. Correct the name, or add the body to register/organ.yaml. Its name, its short key and
    its aliases all serve.

    Bad:
        arende.yaml
        remiss:
          utskickad: 2031-03-03
          svar_senast: 2031-05-30
          instanser:
            - kulturnämden
              ^^^^^^^^^^^^
            - föreningen Fixarna
    Good:
        arende.yaml
        remiss:
          utskickad: 2031-03-03
          svar_senast: 2031-05-30
          instanser:
            - KUN
            - fixarna
    """)

UNKNOWN_PERSON = Code("DK108", "unknown-person", page="""
    The person is not in the register.

    The register has how each name is spelled, and which party the person belonged to when. Correct the name, or add the
    person to register/personer.yaml. The name and the short key both serve.

    Bad:
        arende.yaml
        föredragande: [Sara Lindkvist]
                       ^^^^^^^^^^^^^^
    Good:
        arende.yaml
        föredragande: [Sara Lindqvist]
    """)

NAME_TAKEN = Code("DK109", "name-taken", page="""
    One name stands for two entries of the register.

    When the name is used in a case, it could mean either of them. Give one of the entries another name or alias; two
    people of the same name can be told apart by an initial.

    Bad:
        register/organ.yaml
        kulturkontoret: {namn: kulturkontoret, typ: kontor, alias: [KUN]}
                               ^^^^^^^^^^^^^^
    Good:
        register/organ.yaml
        kulturkontoret: {namn: kulturkontoret, typ: kontor, alias: [KUK]}
    """)

UNKNOWN_PACK = Code("DK112", "unknown-pack", page="""
    There is no pack of the name that is asked for.

    The pack makes the document. It is asked for by “dokumenttyp” in arende.yaml, by “mall” in draftkit.toml, with
    --mall, or by “ärver” in another pack's mall.yaml. A pack of your own is a folder of that name in templates/.

    Bad:
        arende.yaml
        dokumenttyp: utlåtnade
                     ^^^^^^^^^
    Good:
        arende.yaml
        dokumenttyp: utlatande
    """)

NEWER_SCHEMA = Code("DK113", "newer-schema", page="""
    The files are written for a later version of the file format.

    This draftkit may misread what it does not know, so it refuses. Install a newer one, or ask those who look after
    your computers to do so. Do not change the number: it does not make the files older.

    Bad:
        arende.yaml
        schema: 2
                ^
    Good:
        arende.yaml
        schema: 1
    """)

OTHER_VERSION = Code("DK114", "other-version", page="""
    The working folder needs a newer draftkit than this one.

    draftkit.toml says which version is needed, so that all who work in the folder get the same documents. Install a
    newer one, or ask those who look after your computers to do so.

    Bad:
        draftkit.toml
        draftkit = ">=9.1"
                   ^^^^^^^
    Good:
        draftkit.toml
        draftkit = ">=0.1"
    """)

# Exemptions from the rules
UNKNOWN_RULE = Code("DK160", "unknown-rule", _WARNING, _NOTHING, page="""
    An exemption or a setting names a rule that does not exist.

    It has no effect, and whoever wrote it believes that it has. `draftkit rules` lists the rules.

    Bad:
        synpunkter.md
        ---
        avsnitt: synpunkter
        undantag: [{regel: DK4011, skäl: citat ur lagen}]
                           ^^^^^^
    Good:
        synpunkter.md
        ---
        avsnitt: synpunkter
        undantag: [{regel: DK401, skäl: citat ur lagen}]
    """)

EXEMPTION_REFUSED = Code("DK161", "exemption-refused", _ERROR, _FINAL, page="""
    An exemption is written for something that stops every build.

    Where a text cannot be read, or has no place, there is nothing to print: the mistake has to be mended.

    Bad:
        synpunkter.md
        ---
        avsnitt: synpunkter
        undantag: [{regel: DK207, skäl: kommer senare}]
                           ^^^^^
    Good:
        synpunkter.md
        ---
        avsnitt: synpunkter
        undantag: [{regel: DK401, skäl: citat ur lagen}]
        ---
        Jag säger ja ja till förslaget, men nej nej till till kostnaden.
    """)

EXEMPTION_UNUSED = Code("DK162", "exemption-unused", _WARNING, _NOTHING, page="""
    An exemption exempts nothing.

    The text has been mended since, or the exemption stands in another file than the finding. Remove it, so that a
    new mistake of the same kind is told.

    Bad:
        synpunkter.md
        ---
        avsnitt: synpunkter
        undantag: [{regel: DK401, skäl: citat ur lagen}]
                           ^^^^^
        ---
        Jag anser att förslaget är bra.
    Good:
        synpunkter.md
        ---
        avsnitt: synpunkter
        undantag: [{regel: DK401, skäl: citat ur lagen}]
        ---
        Lagen säger att att förslaget ska prövas.
    """)

# The text
UNKNOWN_SLOT = Code("DK201", "unknown-slot", page="""
    A section or a heading of level 1 is one that the document does not have.

    Headings of level 1 (#) part a text into what the document prints in different places: a nämndbeslut has “# Beslut”
    and “# Svar”, each once, and other texts have none. Write ## for a heading within the text. “avsnitt:” is one of the
    sections that the pack has.

    Bad:
        remissvar/kulturnamnden.md
        # Beslut

        Kulturnämnden godkänner tjänsteutlåtandet.

        # Svart
        ^^^^^^^

        Kulturförvaltningen är positiv.
    Bad:
        synpunkter.md
        # Verktygen
        ^^^^^^^^^^^

        Jag tycker att förslaget är bra.
    Bad:
        sammanfattning.md
        ---
        avsnitt: samanfattning
                 ^^^^^^^^^^^^^
    Good:
        synpunkter.md
        ## Verktygen

        Jag tycker att förslaget är bra.
    """)

TEXT_OUTSIDE_SLOTS = Code("DK202", "text-outside-slots", page="""
    A text with parts begins before the first of them.

    What stands above “# Beslut” belongs to no part, and has no place in the document. Move it below the heading that it
    belongs to. A note to colleagues may stand anywhere.

    Bad:
        remissvar/kulturnamnden.md
        Ärendet behandlades som sista punkt.
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

        # Beslut

        Kulturnämnden godkänner tjänsteutlåtandet.
    Good:
        remissvar/kulturnamnden.md
        <!-- Ärendet behandlades som sista punkt. -->

        # Beslut

        Kulturnämnden godkänner tjänsteutlåtandet.
    """)

MISSING_SLOT = Code("DK203", "missing-slot", page="""
    A part that the text must have is missing or empty.

    A nämndbeslut is introduced by what the nämnd decided, so the decision must be there; the administration's text may
    be left out. Write a line “# Beslut” and the decision below it. Where the nämnd itself has not decided, the answer
    is of another kind: kontorsyttrande, yttrande or remissvar.

    Bad:
        remissvar/kulturnamnden.md
        # Svar
        ^^^^^^

        Kulturförvaltningen är positiv.
    Good:
        remissvar/kulturnamnden.md
        # Beslut

        Kulturnämnden avstår från att yttra sig.
    """)

RAW_HTML = Code("DK204", "raw-html", page=r"""
    The text has HTML, or words within < and > that are taken for it.

    It would be in none of the finished documents. Where the characters are to be printed, write a backslash before
    them. To stress a word, write *so*. A note to colleagues (<!-- … -->) is never printed, and may stand in a text;
    where it stands by itself, nothing may follow it on its last line.

    Bad:
        synpunkter.md
        Jag tackar <Namn> för motionen.
                   ^^^^^^
    Bad:
        synpunkter.md
        Jag tycker att det är <b>mycket</b> bra.
                              ^^^      ^^^^
    Good:
        synpunkter.md
        Jag tackar \<Namn> för motionen. <!-- Vem var det? -->

        Kostnaden är < 400 kr.
    """)

RAW_CODE = Code("DK205", "raw-code", page="""
    The text has instructions to the program that typesets the document.

    They would work in the PDF and not in Word, or the other way round, and could change anything at all. The look is
    the pack's; the text holds words. Remove the instruction and write the text itself.

    Bad:
        synpunkter.md
        Jag tycker att förslaget är bra.

        ```{=typst}
        ^^^^^^^^^^^
        #pagebreak()
        ```
    Good:
        synpunkter.md
        Så skrivs en sidbrytning i Typst:

        ```
        #pagebreak()
        ```
    """)

UNCLOSED_FENCE = Code("DK206", "unclosed-fence", page="""
    A block of code is begun and never closed.

    Three backticks or tildes first on a line begin a block of code, and all the text after them would be printed as
    code. Write the same characters on a line of their own where the code ends, or remove them.

    Bad:
        synpunkter.md
        Så här ser filen ut:

        ```
        ^^^
        rotel: V

        Jag tycker att förslaget är bra.
    Good:
        synpunkter.md
        Så här ser filen ut:

        ```
        rotel: V
        ```

        Jag tycker att förslaget är bra.
    """)

FOOTNOTE_WITHOUT_TEXT = Code("DK207", "footnote-without-text", page=r"""
    The text refers to a footnote that has no text.

    The mark would be printed as it stands, brackets and all. Write the footnote's text on a line of its own, after
    the same mark and a colon. If it is not a footnote, write a backslash before the bracket.

    Bad:
        synpunkter.md
        Kostnaden är 400 000 kronor.[^1]
                                    ^^^^
    Good:
        synpunkter.md
        Kostnaden är 400 000 kronor.[^1] Tecknet \[^2] är ingen fotnot.

        [^1]: I 2031 års priser.
    """)

TEXT_NOT_PRINTED = Code("DK208", "text-not-printed", page=r"""
    Words or a number of the text would not be printed as they are written.

    Markdown drops some lines without a word: a footnote that nothing refers to, a line that looks like the address of a
    link, a cell that the heading of the table has no column for. And it numbers the points of a list itself, one after
    another. The hint says what Markdown reads, and how to write what you mean.

    Bad:
        synpunkter.md
        Jag tycker att förslaget är bra.

        [Obs]: preliminärt
        ^^^^^^^^^^^^^^^^^^

        [^1]: I 2031 års priser.
        ^^^^^^^^^^^^^^^^^^^^^^^^
    Bad:
        synpunkter.md
        1. Verktygen lånas ut.
        3. Avgiften tas bort.
        ^
    Bad:
        synpunkter.md
        | År | Kostnad |
        |----|---------|
        | 2032 | 400 tkr | preliminärt |
                           ^^^^^^^^^^^
    Good:
        synpunkter.md
        3. Verktygen lånas ut.
        4. Avgiften tas bort.

        \[Obs]: preliminärt, se [motionen].

        [motionen]: https://stensunda.example/motioner/2031-5
    """)

REMOTE_IMAGE = Code("DK209", "remote-image", page="""
    A picture is fetched from the web, or is written into the text itself.

    A picture on the web may be changed or gone when the document is made again, and draftkit fetches nothing. Save the
    picture in the case's folder as .png or .jpg, and write its name.

    Bad:
        synpunkter.md
        ![Karta över biblioteken](https://stensunda.example/karta.png)
                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    Good:
        synpunkter.md
        ![Karta över biblioteken](bilder/karta.png)
        bilder/karta.png
        (en bild)
    """)

MISSING_IMAGE = Code("DK210", "missing-image", page="""
    A picture of the text does not exist, or cannot be printed.

    The path is written from the text's own file or from the case's folder, with the whole name of the file. Put the
    picture there as .png or .jpg, with the colours of a screen (RGB); other kinds can be saved anew as one of these.

    Bad:
        synpunkter.md
        ![Karta över biblioteken](bilder/karta.png)
                                  ^^^^^^^^^^^^^^^^
    Bad:
        synpunkter.md
        ![Karta över biblioteken](bilder/karta.pdf)
                                  ^^^^^^^^^^^^^^^^
        bilder/karta.pdf
        (en PDF)
    Good:
        synpunkter.md
        ![Karta över biblioteken](bilder/karta.png)
        bilder/karta.png
        (en bild)
    """)

IMAGE_WITHOUT_TEXT = Code("DK211", "image-without-text", page="""
    A picture has no alternative text.

    Whoever cannot see the picture hears its text instead, and a municipality's documents must be accessible (lagen
    (2018:1937) om tillgänglighet till digital offentlig service). Write between the square brackets what the picture
    shows, in a sentence.

    Bad:
        synpunkter.md
        ![](bilder/karta.png)
            ^^^^^^^^^^^^^^^^
        bilder/karta.png
        (en bild)
    Good:
        synpunkter.md
        ![Karta över de fyra biblioteken.](bilder/karta.png)
        bilder/karta.png
        (en bild)
    """)

BROKEN_LINK = Code("DK212", "broken-link", page="""
    A link leads to something that is not in the finished document.

    The document is read by people who do not have the case's folder. Write a whole address that begins with https://,
    mailto: or tel:, or refer to the place in words (“se bilaga 2”).

    Bad:
        synpunkter.md
        Jag hänvisar till [nämndens svar](remissvar/kulturnamnden.md).
                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^
    Good:
        synpunkter.md
        Jag hänvisar till nämndens svar. Frågor besvaras av [registratorn](mailto:registrator@stensunda.example).
    """)

LOCK_BROKEN = Code("DK213", "lock-broken", page="""
    A quoted text has been changed since it was locked.

    What somebody else has written must be printed as it was handed in, and draftkit lock has noted how it was. Restore
    the text, for example from kallor/ or from Git. If the change is meant, as when the sender has sent a new version,
    run draftkit lock on the file again.

    Bad:
        remissvar/fixarna.md
        ---
        organ: föreningen Fixarna
        typ: remissvar
        datum: 2031-05-12
        lås: 198dd9ba6c1431bec398270f1698e187525cb176f0f7c9a80966330d1c6c54fa
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        ---
        Vi är mycket positiva till förslaget.
    Good:
        remissvar/fixarna.md
        ---
        organ: föreningen Fixarna
        typ: remissvar
        datum: 2031-05-12
        lås: 198dd9ba6c1431bec398270f1698e187525cb176f0f7c9a80966330d1c6c54fa
        ---
        Vi är positiva till förslaget.
    """)

NOTHING_TO_LOCK = Code("DK214", "nothing-to-lock", page="""
    The file has no text of another's to lock.

    draftkit lock is for what others have written: answers, dissents and bilagor. The rotel's own text is to be worked
    on, and needs no lock. A file of another's must have its text before it is locked.

    Bad:
        synpunkter.md
        ---
        avsnitt: synpunkter
        ---
        Jag tycker att förslaget är bra.
    Bad:
        remissvar/fixarna.md
        ---
        organ: föreningen Fixarna
        typ: remissvar
        ---
    Good:
        remissvar/fixarna.md
        ---
        organ: föreningen Fixarna
        typ: remissvar
        datum: 2031-05-12
        ---
        Vi är positiva till förslaget.
    """)

FOOTNOTE_IN_FOOTNOTE = Code("DK215", "footnote-in-footnote", page="""
    A footnote refers to a footnote.

    A footnote cannot have footnotes of its own: the mark would not be printed. Write the words in the footnote itself,
    or give both their marks in the text.

    Bad:
        synpunkter.md
        Kostnaden är 400 000 kronor.[^1]

        [^1]: I 2031 års priser.[^2]
                                ^^^^

        [^2]: Enligt budgeten.
    Good:
        synpunkter.md
        Kostnaden är 400 000 kronor.[^1][^2]

        [^1]: I 2031 års priser.

        [^2]: Enligt budgeten.
    """)

TOO_DEEP = Code("DK216", "too-deep", page="""
    Lists, quotations or emphases lie within each other at too many levels.

    Word has nine levels of lists, and nobody can follow that many. It is most often a slip: a row of > or * for a line
    across the page. Remove the characters, or use headings instead of levels.

    Bad:
        synpunkter.md
        >>>>>>>>>>>>> Verktygen behövs.
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    Good:
        synpunkter.md
        > Nämnden skriver:
        >
        > > - Verktygen behövs.
        > >     - Hammare
    """)

EMPTY_HEADING = Code("DK217", "empty-heading", page=r"""
    A heading has no words.

    It would be printed as an empty line, and whoever has the document read aloud would hear of a heading without a
    name. Write the heading's words after #, or remove the line.

    Bad:
        synpunkter.md
        ##
        ^^

        Jag tycker att förslaget är bra.
    Good:
        synpunkter.md
        ## Förslaget

        \##
    """)

# Bilagor
OUTSIDE_FOLDER = Code("DK502", "outside-folder", page="""
    A file lies outside the case's folder.

    All that the document is made of must lie in the folder of its case: then it can be moved, kept and made again.
    Copy the file there, a bilaga to bilagor/ and a picture to bilder/, and write the path from the case's folder.

    Bad:
        arende.yaml
        bilagor:
          - {rubrik: Karta, fil: ../ks-2031-0418/bilagor/karta.pdf, placering: separat}
                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    Bad:
        synpunkter.md
        ![Karta över biblioteken](../../karta.png)
                                  ^^^^^^^^^^^^^^^
    Good:
        remissvar/fixarna.md
        ---
        organ: föreningen Fixarna
        typ: remissvar
        datum: 2031-05-12
        ---
        ![Karta över biblioteken](../bilder/karta.png)
        bilder/karta.png
        (en bild)
    """)

ENCRYPTED_APPENDIX = Code("DK503", "encrypted-appendix", page="""
    A bilaga is a PDF that is locked with a password.

    Its pages cannot be laid in the document, and nobody will know the password when the document has been archived. Ask
    the sender for an open file, or save it without the password. With “placering: separat” the bilaga is only listed.

    Bad:
        arende.yaml
        bilagor:
          - {rubrik: Hyresavtal, fil: bilagor/avtal.pdf, placering: i dokumentet}
                                      ^^^^^^^^^^^^^^^^^
        bilagor/avtal.pdf
        (en PDF med lösenord)
    Good:
        arende.yaml
        bilagor:
          - {rubrik: Hyresavtal, fil: bilagor/avtal.pdf, placering: separat}
        bilagor/avtal.pdf
        (en PDF med lösenord)
    """)

BROKEN_APPENDIX = Code("DK504", "broken-appendix", page="""
    A bilaga has something in it that cannot be read or printed.

    The file may be damaged, or not be of the kind that its name says: then open it in the program that it was made
    with, and save it anew. A Word file may hold what only Word can show: text boxes, charts, equations. Change them to
    ordinary text or to pictures with alternative text, or save the bilaga as PDF.

    Bad:
        arende.yaml
        bilagor:
          - {rubrik: Kostnadskalkyl, fil: bilagor/kalkyl.pdf, placering: i dokumentet}
                                          ^^^^^^^^^^^^^^^^^^
        bilagor/kalkyl.pdf
        (tom)
    Bad:
        arende.yaml
        bilagor:
          - {rubrik: Utlåningsregler, fil: bilagor/regler.docx, placering: i dokumentet}
                                           ^^^^^^^^^^^^^^^^^^^
        bilagor/regler.docx
        (en PDF)
    Good:
        arende.yaml
        bilagor:
          - {rubrik: Kostnadskalkyl, fil: bilagor/kalkyl.pdf, placering: i dokumentet}
          - {rubrik: Utlåningsregler, fil: bilagor/regler.docx, placering: i dokumentet}
        bilagor/kalkyl.pdf
        (en PDF)
        bilagor/regler.docx
        (en Word-fil)
    """)

APPENDIX_WITHOUT_TEXT = Code("DK506", "appendix-without-text", page="""
    A picture among the bilagor has no alternative text.

    Whoever cannot see the picture hears its text instead, and a municipality's documents must be accessible (lagen
    (2018:1937) om tillgänglighet till digital offentlig service). Write in “alternativtext:” what it shows. For a
    picture in a Word file, right-click on it in Word and choose “Edit Alt Text”.

    Bad:
        arende.yaml
        bilagor:
          - {rubrik: Ritning, fil: bilagor/ritning.png, placering: i dokumentet}
                                   ^^^^^^^^^^^^^^^^^^^
        bilagor/ritning.png
        (en bild)
    Good:
        arende.yaml
        bilagor:
          - {rubrik: Ritning, fil: bilagor/ritning.png, placering: i dokumentet, alternativtext: Fyra arbetsbänkar.}
          - {rubrik: Skiss, fil: bilagor/skiss.png, placering: separat}
        bilagor/ritning.png
        (en bild)
        bilagor/skiss.png
        (en bild)
    """)

UNSETTLED_APPENDIX = Code("DK508", "unsettled-appendix", _WARNING, _FINAL, page="""
    A bilaga in Word has tracked changes or hidden text.

    Nobody has said which version holds, and what its author does not see would be printed. In Word, go to Review and
    accept or reject all changes; Ctrl+Shift+8 shows the hidden text. A draft prints what is inserted, and not what is
    deleted.

    Bad:
        arende.yaml
        bilagor:
          - {rubrik: Utlåningsregler, fil: bilagor/regler.docx, placering: i dokumentet}
                                           ^^^^^^^^^^^^^^^^^^^
        bilagor/regler.docx
        (en Word-fil med ändringar som ingen har godkänt)
    Good:
        arende.yaml
        bilagor:
          - {rubrik: Utlåningsregler, fil: bilagor/regler.docx, placering: i dokumentet}
        bilagor/regler.docx
        (en Word-fil)
    """)

SCANNED_APPENDIX = Code("DK511", "scanned-appendix", _WARNING, _NOTHING, page="""
    Pages of a bilaga are pictures of a text.

    A paper that was scanned can neither be searched nor read aloud, and what a municipality publishes must be
    accessible (lagen 2018:1937 om tillgänglighet till digital offentlig service; EN 301 549, chapter 10). Ask for the
    file that was printed, or have the text recognised (OCR) and read it through. A page with pictures and text is no
    mistake.

    Bad:
        arende.yaml
        bilagor:
          - {rubrik: Kostnadskalkyl, fil: bilagor/kalkyl.pdf, placering: separat}
                                          ^^^^^^^^^^^^^^^^^^
        bilagor/kalkyl.pdf
        (en PDF med en inskannad sida)
    Good:
        arende.yaml
        bilagor:
          - {rubrik: Kostnadskalkyl, fil: bilagor/kalkyl.pdf, placering: separat}
        bilagor/kalkyl.pdf
        (en PDF med en inskannad sida och dess text)
    """)

MARGINS_LEFT_OUT = Code("DK512", "margins-left-out", Severity.INFO, _NOTHING, page="""
    The headers and footers of a bilaga in Word are not printed.

    The bilaga is laid as text in a document that has headers and footers of its own. Most often nothing is lost: the
    sender's name, a page number. What must be read, such as a date or a diary number, is best written in the text
    itself; or save the bilaga as PDF, whose pages are laid as they are.

    Bad:
        arende.yaml
        bilagor:
          - {rubrik: Utlåningsregler, fil: bilagor/regler.docx, placering: i dokumentet}
                                           ^^^^^^^^^^^^^^^^^^^
        bilagor/regler.docx
        (en Word-fil med sidhuvud)
    Good:
        arende.yaml
        bilagor:
          - {rubrik: Utlåningsregler, fil: bilagor/regler.docx, placering: i dokumentet}
        bilagor/regler.docx
        (en Word-fil)
    """)

PICTURED_PAGES = Code("DK516", "pictured-pages", Severity.INFO, _NOTHING, page="""
    Pages of a bilaga are laid as pictures, since an archived document cannot take them as they are.

    PDF/A (ISO 19005) wants each font in the file, and colours that mean the same everywhere. Where a page has others it
    looks as it did, but nobody can search its text, or hear it. A program that saves as PDF/A makes a page that can be
    laid as it is. The original goes with the document, and the web page has the text.

    Bad:
        arende.yaml
        bilagor:
          - {rubrik: Kostnadskalkyl, fil: bilagor/kalkyl.pdf, placering: i dokumentet}
                                          ^^^^^^^^^^^^^^^^^^
        bilagor/kalkyl.pdf
        (en PDF med ett teckensnitt som inte följer med)
    Good:
        arende.yaml
        bilagor:
          - {rubrik: Kostnadskalkyl, fil: bilagor/kalkyl.pdf, placering: i dokumentet}
        bilagor/kalkyl.pdf
        (en PDF)
    """)
CONVERTED_COLOURS = Code("DK514", "converted-colours", Severity.INFO, _NOTHING, page="""
    A picture has the colours of a printing press, which are converted to those of a screen.

    Print shops mix cyan, magenta, yellow and black (CMYK). An archived document (PDF/A) has the colours of a screen,
    and programs show others differently. draftkit converts them by the profile in the picture, or without one as well
    as can be. Look at the colours in the document. The file itself is not changed.

    Bad:
        arende.yaml
        bilagor:
          - {rubrik: Affisch, fil: bilagor/affisch.jpg, placering: i dokumentet, alternativtext: Tre redskap.}
                                   ^^^^^^^^^^^^^^^^^^^
        bilagor/affisch.jpg
        (en bild i fyrfärg)
    Good:
        arende.yaml
        bilagor:
          - {rubrik: Affisch, fil: bilagor/affisch.jpg, placering: i dokumentet, alternativtext: Tre redskap.}
        bilagor/affisch.jpg
        (en bild)
    """)

# Packs
TEMPLATE_ERROR = Code("DK601", "template-error", page="""
    A template cannot be read, or fails when it is run.

    Most often a bracket, a quotation mark or an end of a block is missing; or the template prints what is no text (a
    list without “| lista”), or what this case does not have. Mend the line, or copy the block anew from
    templates/utlatande. The reason comes from Jinja, and is in English.

    Bad:
        templates/stensunda/stensunda.md.j2
        {% extends "utlatande/utlatande.md.j2" %}
        {% block bilagor %}
        {{ kommun }
        ^^^^^^^^^^^
        {% endblock %}
    Bad:
        templates/stensunda/stensunda.md.j2
        {% extends "utlatande/utlatande.md.j2" %}
        {% block bilagor %}
        Nummer {{ ärende.nummer }}
        ^^^^^^^^^^^^^^^^^^^^^^^^^^
        {% endblock %}
    Good:
        templates/stensunda/stensunda.md.j2
        {% extends "utlatande/utlatande.md.j2" %}
        {% block bilagor %}
        {% if ärende.nummer %}Nummer {{ ärende.nummer }}{% endif %}

        {{ kommun }}
        {% endblock %}
    """)

TEMPLATE_UNDEFINED = Code("DK602", "template-undefined", page="""
    A template names something that does not exist.

    A name, a phrase, a form of a phrase or a template is misspelled, or a fact is not declared in the pack's mall.yaml.
    docs/mallpaket.md lists the names that a template has, and fraser.yaml has the phrases.

    Bad:
        templates/stensunda/stensunda.md.j2
        {% extends "utlatande/utlatande.md.j2" %}
        {% block bilagor %}
        {{ ärende.diarienummer }}
        ^^^^^^^^^^^^^^^^^^^^^^^^^
        {% endblock %}
    Bad:
        templates/stensunda/fraser.yaml
        synpunkter_rubrik: {flera: Borgarrådens synpunkter}
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    Good:
        templates/stensunda/fraser.yaml
        synpunkter_rubrik: {en: Borgarrådets synpunkter, flera: Borgarrådens synpunkter}
        templates/stensunda/stensunda.md.j2
        {% extends "utlatande/utlatande.md.j2" %}
        {% block bilagor %}
        {{ ärende.dnr }}
        {% endblock %}
    """)

PACK_INCOMPLETE = Code("DK603", "pack-incomplete", page="""
    A pack lacks something that it needs.

    It must have a template, a look for the PDF and a reference document for Word, its own or inherited, and it cannot
    inherit from itself. Write “ärver: utlatande” in mall.yaml to have from there what the pack does not have, or copy
    the file. reference.docx must be saved as a Word document (.docx).

    Bad:
        templates/stensunda/mall.yaml
        ärver: stensunda
               ^^^^^^^^^
    Bad:
        templates/stensunda/reference.docx
        (tom)
    Good:
        templates/stensunda/mall.yaml
        ärver: utlatande
        filnamn: utlatande-stensunda
    """)

UNKNOWN_PLACE = Code("DK604", "unknown-place", page="""
    A template has a place for a text that does not exist.

    Texts are printed by their names, as in the templates that come with draftkit; a place that is written by hand has a
    key that fits no text of this case. Print the text by its name instead, within a test where it may be missing.

    Bad:
        templates/stensunda/stensunda.md.j2
        {% extends "utlatande/utlatande.md.j2" %}
        {% block bilagor %}
        ::: {.plats key="barnen"}
        :::
        {% endblock %}
    Good:
        templates/stensunda/stensunda.md.j2
        {% extends "utlatande/utlatande.md.j2" %}
        {% block synpunkter %}
        ## Vad borgarrådet tycker

        {{ avsnitt.synpunkter }}
        {% endblock %}
    """)

MISSING_STYLE = Code("DK605", "missing-style", _WARNING, _NOTHING, page="""
    The reference document lacks a style that the document uses.

    Its text then looks like ordinary text in the Word file. Open the pack's reference.docx in Word, make a style with
    that very name and save; or copy the file anew from templates/utlatande. Word may show the names of its own styles
    in Swedish (Heading 1 as Rubrik 1).

    Bad:
        templates/stensunda/reference.docx
        (en Word-fil utan formatmallen Beslutsruta)
    Good:
        templates/stensunda/reference.docx
        (en Word-fil utan formatmallen Lucka)
    """)

# The finished document
NOT_TYPESET = Code("DK701", "not-typeset", page="""
    The PDF cannot be made.

    Where the place is in the pack's .typ file, mend the line or copy it anew from templates/utlatande; the reason comes
    from Typst, and is in English. Where it is in a text of the case, look for what is out of the ordinary there, and
    tell those who keep draftkit: a text should never be able to stop the typesetting.

    Bad:
        templates/stensunda/stensunda.typ
        #import "/utlatande/utlatande.typ" as grund
        #let stil = grund.stil
        #let dokument(u, i) = grund.dokument(u, { image("vapen.svg"); i })
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    Good:
        templates/stensunda/stensunda.typ
        #import "/utlatande/utlatande.typ" as grund
        #let stil = grund.stil
        #let dokument(u, i) = grund.dokument(u, { set par(justify: true); i })
    """)

TEXT_LOST = Code("DK702", "text-lost", page="""
    A text of the case does not stand in the document just once, in its place.

    draftkit counts every text in the finished files, and writes none of them where one is lost, doubled or moved. It is
    almost always the pack: a template that leaves out a text or prints it twice, or a .typ file that swallows a style.
    Print each text once, as templates/utlatande does; otherwise tell those who keep draftkit.

    Bad:
        templates/stensunda/stensunda.md.j2
        {% extends "utlatande/utlatande.md.j2" %}
        {% block synpunkter %}
        ## Vad borgarrådet tycker
        {% endblock %}
    Bad:
        forslag/kommunfullmaktige.md
        1. Motionen bifalls.
        ^^^^^^^^^^^^^^^^^^^^
        templates/stensunda/stensunda.typ
        #import "/utlatande/utlatande.typ" as grund
        #let dokument = grund.dokument
        #let stil(namn, innehåll) = if namn != "Beslutsruta" { innehåll }
    Good:
        templates/stensunda/stensunda.md.j2
        {% extends "utlatande/utlatande.md.j2" %}
        {% block synpunkter %}
        ## Vad borgarrådet tycker

        {{ avsnitt.synpunkter }}
        {% endblock %}
    """)

NO_GLYPH = Code("DK703", "no-glyph", page="""
    The fonts of the document lack a character.

    An empty box would be printed in its place. Write it otherwise, in words or as a picture with alternative text; or
    put a font that has the character in the pack's folder and choose it in the .typ file. The fonts of your computer do
    not count, so that the document is the same everywhere.

    Bad:
        synpunkter.md
        Nämnden är positiv 👍 till förslaget.
                           ^
    Good:
        synpunkter.md
        Nämnden är positiv (≥ 75 % av rösterna) till förslaget – se § 4.
    """)

DOES_NOT_FIT = Code("DK704", "does-not-fit", _ERROR, _FINAL, page="""
    A text does not fit where it is to stand, so that a part of it cannot be read.

    It goes beyond the edge of the page or lies over other text: a table of too many columns, or words with no-break
    spaces between them, as they may come from a web page. Write fewer columns, or ordinary spaces. A draft is made all
    the same.

    Bad:
        --final
        synpunkter.md
        Motionens kontrollsumma är densamma som när den kom in:

        9f3c51be77d0a442\u00a09f3c51be77d0a442\u00a09f3c51be77d0a442\
\u00a09f3c51be77d0a442\u00a09f3c51be77d0a442\u00a09f3c51be77d0a442
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    Good:
        --final
        synpunkter.md
        Motionens kontrollsumma är densamma som när den kom in:

        9f3c51be77d0a442 9f3c51be77d0a442 9f3c51be77d0a442 9f3c51be77d0a442 9f3c51be77d0a442 9f3c51be77d0a442
    """)

NOT_COMMITTED = Code("DK720", "not-committed", _ERROR, _FINAL, page="""
    A file that the final document is made from does not stand in Git as it is.

    Of a final document anybody must be able to see later what it was made from. So `build --final` compares the files
    of the ärende, the registers, draftkit.toml, the list of words and the workspace's own packs with the latest commit,
    and the manifest names the commit. Commit what has been changed and what is new. Changes in other ärenden do not
    matter. Only `build --final` looks for this, and with --utan-git not even that.

    Bad:
        --final
        synpunkter.md
        (ändrad efter den senaste incheckningen)
        Jag tycker att förslaget är mycket bra.
    Good:
        --final
        synpunkter.md
        (oförändrad sedan den senaste incheckningen)
        Jag tycker att förslaget är mycket bra.
    """)

YET_TO_COME = Code("DK721", "yet-to-come", _WARNING, _NOTHING, page="""
    A final document tells of a decision on a day that is still to come.

    The stage and what is written under “behandling” say that the decision has been made. That may be prepared ahead,
    but the document is not to leave the house before. Only `build --final` looks for this; --idag says another day
    than today.

    Bad:
        --final --idag 2031-09-16
        arende.yaml
        skede: kommunstyrelse
               ^^^^^^^^^^^^^^
        behandling:
          kommunstyrelse: {datum: 2031-09-17, utfall: delar, undertecknare: anders-wik, titel: Ordförande}
    Good:
        --final --idag 2031-09-17
        arende.yaml
        skede: kommunstyrelse
        behandling:
          kommunstyrelse: {datum: 2031-09-17, utfall: delar, undertecknare: anders-wik, titel: Ordförande}
    """)

WEB_PAGE = Code("DK780", "web-page", page="""
    The web page has what it may not have, or lacks what it must have.

    The page is one file that needs nothing else: no code, nothing that is fetched when it is opened, every picture and
    style in the file itself. It has one heading of the first level, one main part and no name twice, so that a screen
    reader finds its way; and the page of a draft says that it is one. What breaks this comes from the pack: write its
    style in the .css file, show a picture with bild("/stensunda/vapen.svg"), and leave scripts, fonts from elsewhere
    and counters of visitors to the system that publishes the page.

    Bad:
        --to html
        templates/stensunda/stensunda.html.j2
        {% extends "utlatande/utlatande.html.j2" %}
        {% block sidhuvud %}
        <img src="https://www.stensunda.example/vapen.png" alt="Stensunda kommun">
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        {{ super() }}
        {% endblock %}
    Bad:
        --to html
        templates/stensunda/stensunda.css
        @import "https://www.stensunda.example/stil.css";
        ^^^^^^^
    Good:
        --to html
        templates/stensunda/stensunda.html.j2
        {% extends "utlatande/utlatande.html.j2" %}
        {% block sidhuvud %}
        <p data-genererat>Kommunstyrelsens kansli</p>
        {{ super() }}
        {% endblock %}
        templates/stensunda/stensunda.css
        h1 { color: #0b5c4a; }
    """)
