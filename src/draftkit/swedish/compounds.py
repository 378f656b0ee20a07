"""Where a long compound is parted: between two words of its own, kommun|fullmäktige rather than kom|munfullmäktige.

The first and the last members of compounds that are usual in municipal prose, as data; nothing is guessed of others.
"""

from __future__ import annotations

from ..patterns import lazily

_FIRST = frozenset(
    "kommun region landstings stads stadsdels stadsbyggnads borgarråds borgarrådsberednings fullmäktige nämnd "
    "förvaltnings tjänste social socialtjänst äldre äldreomsorgs skol grundskole förskole gymnasie utbildnings "
    "arbetsmarknads kultur biblioteks idrotts fritids miljö miljöförvaltnings klimat trafik kollektivtrafik gatu "
    "fastighets bostads närings näringslivs samhälls samhällsbyggnads befolknings jämställdhets tillgänglighets "
    "upphandlings personal personuppgifts ekonomi budget finans försäkrings verksamhets kvalitets "
    "lednings stadslednings remiss medborgar motions sammanträdes besluts ansvars avfalls renhållnings vatten energi "
    "reparations underhålls parkerings markanvisnings detaljplane översikts konsekvens miljökonsekvens "
    "barnkonsekvens barnrätts integrations folkhälso trygghets säkerhets informations digitaliserings kommunikations "
    "bygg byggnads lokal hyres avgifts kostnads".split()
)
_LAST = (
    "fullmäktige|styrelse|nämnd|beredning|förvaltning|kontor|utlåtande|utskott|avdelning|myndighet|plan|planering|"
    "program|politik|policy|strategi|bolag|verksamhet|verkstad|verkstäder|lag|lagstiftning|förordning|"
    "föreskrift|bestämmelse|kostnad|kalkyl|område|omsorg|beslut|förslag|protokoll|behandling|berättelse|analys|"
    "beskrivning|bedömning|granskning|utredning|utveckling|försörjning|hantering|anläggning|byggnad|lokal|perspektiv|"
    "tjänst|service|uppdrag|samarbete|central|centrum|plats|instans|grupp|ledning|uppgift|uppföljning"
)
_ENDING = r"(?:n|en|et|t|s|r|er|ar|or|na|erna|arna|orna|ns|ens|ets|ernas|arnas|nas)?"
_LAST_MEMBER = lazily(rf".{{3,}}?(?=(?:{_LAST}){_ENDING}$)")
_LONGEST = max(map(len, _FIRST))


def joints(word: str) -> list[int]:
    """Where `word` is joined of members that are known: the index of each member's first letter but the first one's."""
    first = next((at for at in range(min(_LONGEST, len(word) - 3), 2, -1) if word[:at] in _FIRST), None)
    last = _LAST_MEMBER.match(word)
    return sorted({each for each in (first, last.end() if last else None) if each is not None})
