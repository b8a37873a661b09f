"""Text and spans to HTML. Everything the dashboard shows as HTML or Markdown is escaped here and nowhere else."""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~:$])")


@dataclass(frozen=True, slots=True)
class Highlight:
    """A half-open stretch of a text and how it is shown.

    mark: True for words that date something (the yellow pen). name: a CSS class. number: pairs it with a note.
    proof: pairs it with a reason for the date of writing.
    """

    start: int
    end: int
    name: str
    mark: bool = False
    number: int = 0
    proof: str = ""


@dataclass(frozen=True, slots=True)
class Badge:
    """A numbered link that stands in the text before a position. number: pairs it with a note; 0 pairs it with none."""

    at: int
    number: int
    label: str
    name: str = "num"
    attributes: tuple[tuple[str, str], ...] = field(default=())


def escape(text: str) -> str:
    """Text made safe for HTML, in content and in quoted attributes."""
    return html.escape(text, quote=True)


def escape_markdown(text: str) -> str:
    """Text made safe for a widget's label, which Streamlit reads as Markdown."""
    return _MARKDOWN.sub(r"\\\1", text.replace("\n", " "))


def element(tag: str, content: str = "", **attributes: str | bool | None) -> str:
    """An element around HTML that is safe already; `class_` and `data_x` become class and data-x, None is left out."""
    written = ""
    for name, value in attributes.items():
        if value is None or value is False:
            continue
        attribute = name.rstrip("_").replace("_", "-")
        written += f" {attribute}" if value is True else f' {attribute}="{escape(str(value))}"'
    return f"<{tag}{written}>{content}</{tag}>"


def text_element(tag: str, text: str, **attributes: str | bool | None) -> str:
    """An element around plain text."""
    return element(tag, escape(text), **attributes)


def _badge(badge: Badge) -> str:
    attributes = {name.replace("-", "_"): value for name, value in badge.attributes}
    pair = str(badge.number) if badge.number else None
    tag = "a" if "href" in attributes else "span"
    return text_element(tag, badge.label, class_=badge.name, data_e=pair, **attributes) + "\u2060"


def marked(
    text: str, highlights: Iterable[Highlight], *, start: int = 0, end: int | None = None, badges: Sequence[Badge] = ()
) -> str:
    """The text from start to end as HTML, with every highlight drawn; they may overlap in any way.

    Positions count in the whole text, so that spans need no shifting for a passage.
    """
    end = len(text) if end is None else end
    inside = [span for span in highlights if span.start < end and span.end > start and span.start < span.end]
    cuts = {start, end}
    for span in inside:
        cuts |= {max(span.start, start), min(span.end, end)}
    by_position: dict[int, list[Badge]] = {}
    for badge in badges:
        if start <= badge.at < end:
            by_position.setdefault(badge.at, []).append(badge)
            cuts.add(badge.at)
    pieces: list[str] = []
    ordered = sorted(cuts)
    for left, right in itertools.pairwise(ordered):
        pieces += [_badge(badge) for badge in by_position.get(left, ())]
        covering = [span for span in inside if span.start <= left and span.end >= right]
        pieces.append(_piece(text[left:right], covering))
    return "".join(pieces)


def _piece(text: str, covering: Sequence[Highlight]) -> str:
    shown = escape(text)
    if not covering:
        return shown
    names = " ".join(dict.fromkeys(span.name for span in covering if not span.mark))
    numbers = " ".join(dict.fromkeys(str(span.number) for span in covering if span.number))
    proofs = " ".join(dict.fromkeys(span.proof for span in covering if span.proof))
    if any(span.mark for span in covering):
        marks = " ".join(dict.fromkeys(span.name for span in covering if span.mark))
        shown = element("mark", shown, class_=marks)
    if not (names or numbers or proofs):
        return shown
    return element("span", shown, class_=names or None, data_e=numbers or None, data_p=proofs or None)
