"""The small closed classes of Swedish words: what may begin a sentence, what cannot end one.

A handful of words of each class, which is all that the rules need; whoever wants a whole grammar has to look elsewhere.
"""

from __future__ import annotations

PREPOSITIONS = frozenset(
    "i på av för till från med om under genom inom utom utan mellan mot hos vid efter före enligt kring bland "
    "gentemot via trots angående gällande avseende rörande beträffande inför utifrån utöver åt över runt per à".split()
)
CONJUNCTIONS = frozenset(
    "hur varför tills fastän och eller samt men att som än när om eftersom därför medan innan sedan ifall "
    "huruvida liksom respektive både vad antingen varken såväl dels så fast ty vilket vilken vilka där vars".split()
)
DETERMINERS = frozenset(
    "en ett den det de denna detta dessa varje var vart någon något några ingen inget inga viss visst vissa sådan "
    "sådant sådana annan annat andra samma min mitt mina din ditt dina sin sitt sina vår vårt våra er ert era "
    "hans hennes dess deras vilken vilket vilka respektive egen eget berörd berört all allt alla hela båda flera "
    "många".split()
)
# Finite verbs as they follow a subject in the prose of officials.
FINITE = frozenset(
    "utgick ingick lät drog föll är var vore har hade ska skall skulle kan kunde bör borde får fick måste vill "
    "ville kommer kom blir blev lär torde anser ansåg föreslår föreslog bedömer bedömde konstaterar konstaterade "
    "delar delade ser såg menar menade framhåller framhöll påpekar påpekade instämmer instämde avstyrker "
    "avstyrkte tillstyrker tillstyrkte noterar noterade understryker betonar innebär innebar kräver behöver "
    "behövde gör gjorde ger gav tar tog står stod går gick visar visade uppgår uppgick beslutar beslutade "
    "överlämnar överlämnade godkänner godkände antar antog avser avsåg avslår bifaller svarar svarade ansvarar "
    "hänvisar redovisar arbetar arbetade bidrar omfattar består utgör uppfyller säger sade skriver skrev pekar "
    "hoppas tror önskar vet bygger beror medför medförde betyder skapar stärker kostar saknar motsvarar yrkar "
    "yrkade lyfter efterfrågar ställer erbjuder påverkar planerar avråder invänder lämnar lämnade tycker ligger "
    "låg håller höll driver sköter hanterar använder följer bedriver främjar leder syftar väljer finns fanns "
    "krävs krävdes behövs gäller gällde saknas saknades sker skedde ökar ökade minskar minskade används användes "
    "beräknas beräknades ingår genomförs genomfördes omfattas lämnas utgörs finansieras fungerar fortsätter "
    "bedöms inrättas införs föreslås redovisas fattas tas ges görs hålls avses kommenterar förordar ställde "
    "uppger uppgav rekommenderar motiverar prioriterar utreder".split()
)
# Those of them that a sentence may well end with: "det som krävs", "kostnaden ökar".
_MAY_END = frozenset(
    "finns fanns krävs krävdes behövs gäller gällde saknas saknades sker skedde ökar ökade minskar minskade "
    "används användes beräknas beräknades ingår genomförs genomfördes omfattas lämnas utgörs finansieras fungerar "
    "fortsätter inrättas införs föreslås redovisas fattas tas ges görs hålls avses bedöms kostar kom var där så "
    "andra många flera alla båda egen eget all allt det de den detta denna dessa sin sina er annat vissa något "
    "några inget ingen inga under om sedan utan över runt efter före".split()
)
# Adverbs that lean on what comes after them: "även Ängsbadet", "drygt tio".
LEANING = frozenset("även endast enbart ens just bara främst cirka drygt knappt nästan alltför minst högst".split())
LEANING_PAIRS = frozenset({"framför allt", "i synnerhet", "till exempel", "bland annat", "bland andra", "inte minst"})
CANNOT_END = LEANING | (PREPOSITIONS | CONJUNCTIONS | DETERMINERS | FINITE) - _MAY_END | {
    "i", "på", "av", "för", "till", "från", "med", "om", "under", "efter", "över", "utan", "före", "den", "det", "de",
    "sa", "heter", "hette", "kallas", "kallad", "kallat", "kallade", "benämns", "herr", "fru", "professor", "docent",
    "sankt",
}  # fmt: skip
# What begins a clause; and adverbs that may come next in it, although they look like infinitives.
SUBORDINATORS = frozenset("att om eftersom huruvida medan ifall fastän såvida".split())
CLAUSE_ADVERBS = frozenset("inte icke också ändå ännu ofta".split())

# What begins a sentence and hardly anything else, least of all a name or a title.
SENTENCE_OPENERS = frozenset(
    "Detta Därför Dock Vidare Dessutom Samtidigt Däremot Således Därmed Därutöver Därefter Härutöver Slutligen "
    "Sammantaget Eftersom Enligt Jag Man Dessa Denna Härigenom Följaktligen Likaså Därtill Därigenom Emellertid "
    "Exempelvis Istället Avslutningsvis Sammanfattningsvis Ytterligare Trots Utifrån Såvitt Visserligen Numera "
    "Förutom Utöver Nyligen Likväl Inledningsvis Följdriktigt Tyvärr Givetvis Naturligtvis Förvisso Härmed Tvärtom "
    "Snarare Framöver Sålunda".split()
)
# What begins many sentences, and some titles too.
OPENERS = SENTENCE_OPENERS | frozenset(
    "Det Den De Vi En Ett Att För Genom När Om Som Med På I Under Inom Hur Efter Även Där Här Varje Alla Ingen "
    "Inget Inga Några Flera Många Vissa Av Från Till Vid Utan Mot Mellan Sedan Idag Nu Så Då Hittills Både Vår "
    "Våra Deras Dess Andra Annars Bland Medan Men Och Eller Samt Vad Vilka Vilken Sådan Sådant Sådana Samtliga "
    "Tidigare Först Följande Återstående Sammanlagt Totalt Somliga Fler Mer Ingenting Någon Något Samma Två Tre "
    "Fyra Fem Detsamma Redan Fortfarande Ändå Ibland Alltså Oavsett".split()
)
PRONOUNS = frozenset("Det Den De Vi Jag Man Hon Han".split())
