"""Is everything there that the case's stage calls for?"""

from __future__ import annotations

from collections.abc import Iterator

from ...facts import plain_key
from ...messages import msg
from ...problems import Related, Severity, Stops
from .. import unwritten
from .rule import Finding, case_rule
from .view import View


@case_rule("DK111", Severity.ERROR, Stops.BUILD)
def stage_not_reached(view: View) -> Iterator[Finding]:
    """The case is said to have come to a stage of which nothing is noted.

    “skede” decides what is printed: from kommunstyrelse on, the document says what kommunstyrelsen thought and who
    signs. Write what happened under “behandling:”, or set “skede” back to where the case is.

    Bad:
        arende.yaml
        skede: kommunfullmäktige
               ^^^^^^^^^^^^^^^^^
    Good:
        arende.yaml
        skede: kommunfullmäktige
        behandling:
          kommunstyrelse: {datum: 2031-09-17, utfall: delar, undertecknare: anders-wik, titel: Ordförande}
          kommunfullmäktige: {datum: 2031-10-13}
    """
    facts, steps = view.case.facts, view.case.facts.proceedings
    recorded = {
        "borgarrådsberedning": steps.committee,
        "kommunstyrelse": steps.board,
        "kommunfullmäktige": steps.council,
    }
    for stage, step in recorded.items():
        if stage == "borgarrådsberedning" and facts.stage != stage:
            continue
        if facts.reached(stage) and step is None:
            message = msg("the stage is “{stage}”, but its “behandling” is missing", stage=facts.stage)
            hint = msg("write “behandling:” with “{step}:” below it, or an earlier stage", step=stage)
            yield Finding(facts.place("skede"), message, hint)


# --- sections ------------------------------------------------------------------------------------


@case_rule("DK311", Severity.ERROR, Stops.BUILD)
def section_twice(view: View) -> Iterator[Finding]:
    """Two files hold the same section.

    Only one of the two would be printed, and draftkit does not choose between texts. Put the text in one file and
    remove the other; an earlier version is better kept outside the folder.

    Bad:
        synpunkter.md
        ---
        avsnitt: synpunkter
        ---
        Jag tycker att förslaget är bra.
        tillagg.md
        ---
        avsnitt: synpunkter
        ^^^^^^^^^^^^^^^^^^^
        ---
        Verktygen kan lånas ut redan i höst.
    Good:
        synpunkter.md
        ---
        avsnitt: synpunkter
        ---
        Jag tycker att förslaget är bra.

        ## Verktygen

        Verktygen kan lånas ut redan i höst.
    """
    written = unwritten.written(view.case)
    for section in view.case.sections:
        other = written[plain_key(section.slot)]
        if other is not section:
            message = msg("two files for the section “{name}”", name=section.slot)
            related = (Related(other.span, msg("the other is here")),)
            yield Finding(section.span, message, msg("put the text in one file"), related)


@case_rule("DK301", Severity.WARNING, Stops.FINAL)
def missing_section(view: View) -> Iterator[Finding]:
    """A section that the document must have at this stage is not written.

    A draft shows a gap in its place; a final document may not have one. Write the text in the section's own file. A
    file that holds nothing but a note to colleagues counts as not written.

    Bad:
        arende.yaml
        skede: kommunstyrelse
               ^^^^^^^^^^^^^^
        synpunkter.md
        (finns inte)
    Bad:
        synpunkter.md
        ---
        avsnitt: synpunkter
        ^^^^^^^^^^^^^^^^^^^
        ---
        <!-- Sara skriver på fredag. -->
    Good:
        synpunkter.md
        ---
        avsnitt: synpunkter
        ---
        Jag hänvisar till kulturnämndens svar. <!-- Mer på fredag? -->
    """
    written = unwritten.written(view.case)
    for spec in unwritten.sections(view.case, view.pack):
        found = written.get(plain_key(spec.slot))
        place = found.span if found else view.case.facts.place("skede")
        message = msg("the section “{title}” is not written", title=spec.title)
        yield Finding(place, message, msg("write it in {path}", path=spec.path))


# --- proposals -----------------------------------------------------------------------------------


@case_rule("DK316", Severity.ERROR, Stops.BUILD)
def unexpected_proposal(view: View) -> Iterator[Finding]:
    """A proposal is for a body that decides nothing in this document.

    The document has no place for it. See that “beslutar:” names the body that is to decide; which bodies can decide is
    said by the pack, under “förslag” in mall.yaml.

    Bad:
        forslag/kulturnamnden.md
        ---
        föreslår: kommunstyrelsen
        beslutar: kulturnämnden
                  ^^^^^^^^^^^^^
        ---
        1. Kulturnämnden får i uppdrag att låna ut verktyg.
    Good:
        forslag/kommunstyrelsen.md
        ---
        beslutar: kommunstyrelsen
        ---
        1. Kulturnämnden får i uppdrag att låna ut verktyg.
    """
    kinds = [spec.decider for spec in view.pack.facts.proposals]
    for proposal in view.case.proposals:
        if proposal.decider.kind not in kinds:
            message = msg("the document has no decision by {name}", name=proposal.decider.name)
            yield Finding(proposal.place("beslutar"), message, msg("those who decide here: {kinds}", kinds=kinds))


@case_rule("DK312", Severity.ERROR, Stops.BUILD)
def proposed_twice(view: View) -> Iterator[Finding]:
    """Two files hold proposals for the same body to decide on.

    What a body decides stands in one list, with its points numbered in order. Put all the points in one file.

    Bad:
        forslag/kommunfullmaktige.md
        ---
        föreslår: kommunstyrelsen
        beslutar: kommunfullmäktige
        ---
        1. Motionen bifalls.
        forslag/uppdrag.md
        ---
        föreslår: kommunstyrelsen
        beslutar: kommunfullmäktige
                  ^^^^^^^^^^^^^^^^^
        ---
        1. Kulturnämnden får i uppdrag att låna ut verktyg.
    Good:
        forslag/kommunfullmaktige.md
        ---
        föreslår: kommunstyrelsen
        beslutar: kommunfullmäktige
        ---
        1. Motionen bifalls.
        2. Kulturnämnden får i uppdrag att låna ut verktyg.
        forslag/kommunstyrelsen.md
        ---
        beslutar: kommunstyrelsen
        ---
        1. Beslutet justeras omedelbart.
    """
    seen: set[str] = set()
    for proposal in view.case.proposals:
        if proposal.decider.slug in seen:
            message = msg("two proposals for {name} to decide on", name=proposal.decider.name)
            yield Finding(proposal.place("beslutar"), message, msg("put the points in one file"))
        seen.add(proposal.decider.slug)


@case_rule("DK304", Severity.WARNING, Stops.FINAL)
def missing_proposal(view: View) -> Iterator[Finding]:
    """There is no proposal for a body that is to decide.

    A draft shows a gap under Förslag till beslut; a final document may not have one. Write the proposal in forslag/,
    with “beslutar:” at the top and each point of the decision as an item of a list.

    Bad:
        arende.yaml
        skede: kommunstyrelse
               ^^^^^^^^^^^^^^
        forslag/kommunfullmaktige.md
        (finns inte)
    Good:
        forslag/kommunfullmaktige.md
        (finns inte)
        forslag/beslut.md
        ---
        föreslår: kommunstyrelsen
        beslutar: kommunfullmäktige
        ---
        1. Motionen avslås.
    """
    for spec in unwritten.proposals(view.case, view.pack):
        message = msg("there is no proposal for {kind} to decide on", kind=spec.decider)
        yield Finding(view.case.facts.place("skede"), message, msg("write one in forslag/"))


@case_rule("DK318", Severity.WARNING)
def answer_without_text(view: View) -> Iterator[Finding]:
    """A file for an answer has its facts, but no text.

    An empty answer is no answer: the document would say that the body has not answered. Write the text below the second
    line of hyphens, or remove the file until it comes.

    Bad:
        remissvar/fixarna.md
        ---
        organ: föreningen Fixarna
               ^^^^^^^^^^^^^^^^^^
        typ: remissvar
        datum: 2031-05-12
        ---
    Bad:
        remissvar/kulturnamnden.md
        ---
        organ: kulturnämnden
               ^^^^^^^^^^^^^
        typ: nämndbeslut
        sammanträde: 2031-05-20
        datum: 2031-04-29
        ---
        # Beslut

        # Svar
    Good:
        remissvar/fixarna.md
        ---
        organ: föreningen Fixarna
        typ: remissvar
        datum: 2031-05-12
        ---
        Föreningen Fixarna tillstyrker förslaget.
    """
    for response in view.case.responses:
        if response.prose.empty and not response.prose.notes:
            hint = msg("write it, or remove the file until it comes")
            yield Finding(response.place("organ"), msg("the answer has no text"), hint)
