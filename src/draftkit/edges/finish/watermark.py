"""The word UTKAST across the page of a draft, behind the text: the watermark as Word itself makes one.

Word knows it by its name, so that it is found and removed under Design, Watermark. It is VML, which Word still writes
for this (ECMA-376 part 4, 19.1; the shape 136 is text along a line), and stands in the header, which is not read aloud.
"""

from __future__ import annotations

from typing import Any

from .wordxml import W

_V = "urn:schemas-microsoft-com:vml"
_O = "urn:schemas-microsoft-com:office:office"
_NUMBER = 2049  # Word numbers the shapes of headers from here

_SHAPE = f"""\
<w:r xmlns:w="{W[1:-1]}" xmlns:v="{_V}" xmlns:o="{_O}"><w:pict>\
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">\
<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>\
<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>\
<v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>\
<v:f eqn="sum @6 0 @5"/></v:formulas>\
<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" \
o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/>\
<v:handles><v:h position="#0,bottomRight" xrange="6629,14971"/></v:handles>\
<o:lock v:ext="edit" text="t" shapetype="t"/>\
</v:shapetype>\
<v:shape id="PowerPlusWaterMarkObject%(n)d" o:spid="_x0000_s%(n)d" type="#_x0000_t136" alt="" \
style="position:absolute;margin-left:0;margin-top:0;width:480pt;height:110pt;rotation:308;z-index:-251658752;\
mso-position-horizontal:center;mso-position-horizontal-relative:page;mso-position-vertical:center;\
mso-position-vertical-relative:page" o:allowincell="f" fillcolor="#ededed" stroked="f">\
<v:textpath style="font-family:&quot;Times New Roman&quot;;font-size:1pt;font-weight:bold" string="UTKAST"/>\
</v:shape></w:pict></w:r>"""


def watermark(number: int) -> Any:
    """A run with the watermark; `number` is the header's, from 0."""
    from lxml import etree

    return etree.fromstring(_SHAPE % {"n": _NUMBER + number})
