"""What has changed, as one page that needs nothing else: to open in a browser, send by e-mail or print.

Struck and added words are told by line and colour, by the marks [- -] and {+ +}, and to a screen reader in words.
The page may neither run nor fetch anything.
"""

from __future__ import annotations

from html import escape

from ....messages import msg, words
from .told import ADDED, STRUCK, Bit, Chapter, Entry, Part, Told

_STYLE = """
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --faint: #595959; --line: #c8c8c8;
  --new: #0a5c23; --new-paper: #e3f5e7; --old: #9c1414; --old-paper: #fdeaea; }
@media (prefers-color-scheme: dark) { :root { --ink: #eee; --paper: #191919; --faint: #b0b0b0; --line: #555;
  --new: #8fe3a6; --new-paper: #12331c; --old: #ffb0b0; --old-paper: #431919; } }
body { font: 1.05rem/1.55 Georgia, "Times New Roman", serif; color: var(--ink); background: var(--paper);
  max-width: 46rem; margin: 0 auto; padding: 2rem 1rem 4rem; overflow-wrap: break-word; }
h1, h2, h3, h4, .label, nav { font-family: system-ui, "Segoe UI", Arial, sans-serif; line-height: 1.3; }
h1 { font-size: 1.6rem; }
h2 { font-size: 1.35rem; border-top: 2px solid var(--line); padding-top: 1.2rem; margin-top: 2.5rem; }
h3 { font-size: 1.1rem; margin: 1.8rem 0 .3rem; } h4 { font-size: .95rem; font-weight: 600; margin: 1rem 0 .2rem; }
.label { font-size: .9rem; font-weight: 600; }
.path { color: var(--faint); font: .85rem/1.4 ui-monospace, Consolas, monospace; } p.path { margin: 0 0 .5rem; }
ul { list-style: none; margin: 0; padding: 0 0 0 1rem; border-left: 2px solid var(--line); } li { margin: .45rem 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; } dd { margin: 0; }
ins { color: var(--new); background: var(--new-paper); text-decoration: underline; }
del { color: var(--old); background: var(--old-paper); text-decoration: line-through; }
.sign { font: .8em ui-monospace, Consolas, monospace; text-decoration: none; display: inline-block; }
.aloud { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media print { body { max-width: none; padding: 0; font-size: 11pt; } h2, h3, h4 { break-after: avoid; } }
""".strip()
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def report(found: Told) -> str:
    """The page."""
    return "".join(f"{line}\n" for line in _Page(found).lines())


class _Page:
    def __init__(self, found: Told) -> None:
        self.found = found
        self.language = found.language.info().get("language", "en")
        self.foreign = "" if self.language == "sv" else ' lang="sv"'  # what is quoted is Swedish

    def lines(self) -> list[str]:
        found = self.found
        shown = [
            "<!DOCTYPE html>",
            f'<html lang="{self.language}">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(self._title())}</title>",
            f"<style>\n{_STYLE}\n</style>",
            "</head>",
            "<body>",
            "<main>",
            f"<h1>{escape(found.title)}</h1>",
            "<dl>",
            *(f'<dt class="label">{escape(name)}</dt><dd>{escape(value)}</dd>' for name, value in found.rows),
            "</dl>",
        ]
        if found.chapters:
            shown.append(f"<p>{self._entry(found.legend)}</p>")
        if len(found.chapters) > 1:
            name = escape(words(msg("Contents"), found.language))
            links = (
                f'<li><a href="#del-{number}"{self.foreign}>{escape(chapter.title)}</a></li>'
                for number, chapter in enumerate(found.chapters, start=1)
            )
            shown += [f'<nav aria-label="{name}">', "<ul>", *links, "</ul>", "</nav>"]
        for number, chapter in enumerate(found.chapters, start=1):
            shown += self._chapter(chapter, number)
        shown += [f"<p>{escape(each)}</p>" for each in found.remarks]
        return [*shown, "</main>", "</body>", "</html>"]

    def _title(self) -> str:
        return ": ".join([self.found.title, *(each.title for each in self.found.chapters[:1])])

    def _chapter(self, chapter: Chapter, number: int) -> list[str]:
        shown = [f'<section id="del-{number}">', f"<h2{self.foreign}>{escape(chapter.title)}</h2>"]
        if chapter.path:
            shown.append(f'<p class="path">{escape(chapter.path)}</p>')
        shown += [f"<p>{escape(each)}</p>" for each in chapter.remarks]
        for part in chapter.parts:
            shown += self._part(part)
        return [*shown, "</section>"]

    def _part(self, part: Part) -> list[str]:
        shown = [f"<h3>{escape(part.title)}</h3>"]
        if part.path:
            shown.append(f'<p class="path">{escape(part.path)}</p>')
        for section in part.sections:
            if section.title:
                shown.append(f"<h4>{escape(section.title)}</h4>")
            if section.entries:
                shown += ["<ul>", *(f"<li>{self._entry(each)}</li>" for each in section.entries), "</ul>"]
        return shown

    def _entry(self, entry: Entry) -> str:
        return "".join(map(self._bit, entry))

    def _bit(self, bit: Bit) -> str:
        text = escape(bit.text)
        if bit.sort == "struck":
            return self._marked("del", STRUCK, words(msg("struck:"), self.found.language), text)
        if bit.sort == "added":
            return self._marked("ins", ADDED, words(msg("added:"), self.found.language), text)
        if bit.sort in ("new", "was"):
            tag = "ins" if bit.sort == "new" else "del"
            return f"<{tag}{self.foreign}>{text}</{tag}>"
        if bit.sort in ("label", "path"):
            return f'<span class="{bit.sort}">{text}</span>'
        return f"<span{self.foreign}>{text}</span>" if self.foreign else text

    def _marked(self, tag: str, marks: tuple[str, str], aloud: str, text: str) -> str:
        """<del>, with marks for the eye and a word for the ear."""
        end = words(msg("end of change"), self.found.language)
        first, last = (f'<span class="sign" aria-hidden="true">{escape(mark)}</span>' for mark in marks)
        return (
            f'<{tag}{self.foreign}><span class="aloud"> {escape(aloud)} </span>{first}{text}{last}'
            f'<span class="aloud"> ({escape(end)}) </span></{tag}>'
        )
