"""How the standing phrases were worded before, or are worded elsewhere (research/domain.md 2.1): the same names as in
fraser.yaml, the same gaps. What stands in [brackets] may be there or not; [one|other] is either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

OLDER: Mapping[str, Sequence[str]] = {
    "etikett": (
        "Utlåtande[ {{ ärende.nummer }}] R[otel ]{{ ärende.rotel }}[ (Dnr {{ ärende.dnr }})]",
        "PM[ {{ ärende.nummer }}] R[otel ]{{ ärende.rotel }}[ (Dnr {{ ärende.dnr }})]",
    ),
    "initiativ": ("[Svar på ]{{ typ }}[ ({{ nummer }})] av {{ av_kort }}",),
    "föreslår": (
        "{{ föreslår }} föreslår att {{ beslutar }} beslutar[ följande.]",
        "{{ föreslår }} föreslår {{ beslutar }} besluta följande.",
        "{{ föreslår }} föreslår att {{ beslutar }} beslutar att",
    ),
    "för_egen_del": (
        "{{ beslutar }} beslutar[ för egen del][ följande.]",
        "{{ beslutar }} beslutar för egen del följande, under förutsättning att {{ något }}.",
    ),
    "föredragande": (
        "Föredragande borgarrådet {{ föredragande }} anför följande.",
        "Föredragande borgarråden {{ föredragande }} anför följande.",
        "[Borgarrådet ]{{ föredragande }} anför följande.",
    ),
    "remitterat": (
        "Ärendet har {{ något }}remitterats till {{ instanser }}.",
        "Ärendena har {{ något }}remitterats till {{ instanser }}.",
        "[Motionen|Skrivelsen] har {{ något }}remitterats till {{ instanser }}.",
        "Ärendet har remitterats till[ följande] {{ instanser }}.",
    ),
    "underremiss": (
        "{{ av }} har {{ något }} tur remitterat {{ ärendet }} till dotterbolage[t|n] {{ till }}.",
        "{{ av }} har {{ något }} tur remitterat {{ ärendet }} till {{ till }}.",
    ),
    "avstått": (
        "{{ organ }} har avstått från att [svara|yttra sig][ på remissen][ över remissen].",
        "{{ organ }} har avböjt att {{ något }}.",
    ),
    "inte_inkommit": (
        "{{ organ }} har inte [in]kommit [in ]med [något ][svar|yttrande].",
        "{{ organ }} har inte svarat[ på remissen].",
    ),
    "kontorsyttrande": (
        "{{ avsändare }} har inkommit med [ett ][gemensamt ]kontorsyttrande[n].",
        "{{ avsändare }} har svarat med [ett ][gemensamt ]kontorsyttrande[n].",
    ),
    "tillstyrker": (
        "Borgarrådsberedningen {{ utfall }} föredragande {{ något }} förslag.",
        "Borgarrådsberedningen {{ utfall }} {{ något }} förslag.",
    ),
    "delar": (
        "Kommunstyrelsen delar borgarrådsberedningens uppfattning"
        "[ och föreslår att kommunfullmäktige beslutar enligt {{ förslag }} förslag].",
        "Kommunstyrelsen delar borgarrådsberedningens uppfattning"
        " och föreslår kommunfullmäktige besluta enligt {{ förslag }} förslag.",
        "Kommunstyrelsen delar borgarrådsberedningens uppfattning och föreslår att {{ förslag }}.",
    ),
    "delar_inte": ("Kommunstyrelsen delar inte borgarrådsberedningens uppfattning{{ förslag }}.",),
    "underskrift_ort": ("{{ ort }} den {{ datum }}.", "{{ ort }}, {{ datum }}", "{{ ort }} {{ datum }}"),
    "nämnden_beslutade": (
        "{{ organ }} beslutade [vid sitt sammanträde ]den {{ sammanträde }} följande.",
        "{{ organ }} har {{ något }}den {{ sammanträde }} beslutat följande.",
    ),
    "svarets_lydelse": (
        "{{ avsändare }} {{ slag }}[[ daterat| av] den {{ datum }}] [har|är] [i huvudsak ][av ]följande lydelse.",
        "{{ avsändare }} {{ slag }}[ daterad den {{ datum }}] har [i huvudsak ]följande lydelse.",
        "{{ avsändare }} {{ slag }}[ daterat {{ datum }}] har [i huvudsak ]följande lydelse.",
    ),
    "avvikande": ("{{ typ }} [{{ gjordes }} ]av {{ av }}[,][ med instämmande av {{ med }}]",),
    "avvikande_i_styrelsen": (
        "{{ typ }} [{{ gjordes }} ]av {{ av }}[[,] med instämmande av {{ med }}][,] enligt följande.",
    ),
    "avvikande_utan_text": (
        "{{ typ }} [{{ gjordes }} ]av {{ av }}[[,] med instämmande av {{ med }}][,] med hänvisning till {{ förslag }}.",
        "{{ typ }} {{ gjordes }} av {{ av }}[[,] med instämmande av {{ med }}].",
    ),
    "avvikande_hänvisning": (
        "{{ typ }} [{{ gjordes }} ]av {{ av }}[[,] med instämmande av {{ med }}]"
        ", se [Reservationer|bilaga]{{ något }}.",
    ),
    "bilaga_rubrik": ("Bilaga {{ antal }}[.|:] {{ rubrik }}",),
}
