"""A presentation (PPTX): a slide for each event, its words as text to be edited, its sources in the speaker's notes.

The line at the foot of each slide is drawn of shapes, with the event of the slide filled in.
"""

from __future__ import annotations

import io
import re
from copy import deepcopy
from math import ceil
from typing import Any

from exports.handout import Handout, Told

SLUG = "pptx"
EXTENSION = ".pptx"
MIME = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
COMMANDS: tuple[str, ...] = ("events",)
MOST = 120

_WIDTH, _HEIGHT = 12_192_000, 6_858_000  # EMU: 16 by 9
_MARGIN = 640_000
_LENGTH = _WIDTH - 2 * _MARGIN
_LINE_Y, _STROKE, _DOT, _LINE_ID = 6_330_000, 70_000, 260_000, 9_001
_FONT = "Arial"
_LONGEST_PROPERTY = 255
_INK, _QUIET = "1A1A1A", "555555"
_UNWRITABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_LONG_DATE = 30  # letters from which on it is set smaller
_TITLE_Y, _GAP, _POINT = 1_700_000, 260_000, 12_700
_FOOT, _LEAST_BELOW = _LINE_Y - _DOT, 900_000
# Titles below so many letters are set in such a size of points, in which a line takes so many; words below them alike.
_TITLES = ((60, 48, 32), (120, 38, 42), (260, 28, 58), (10**9, 20, 84))
_BELOW = ((300, 24), (600, 18), (10**9, 13))


def write(handout: Handout) -> bytes:
    """The slides."""
    import pptx
    from pptx.util import Emu

    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = Emu(_WIDTH), Emu(_HEIGHT)
    deck.core_properties.title = _plain(handout.title)[:_LONGEST_PROPERTY]
    deck.core_properties.author = ""
    deck.core_properties.language = handout.language
    line = _opening(deck, handout)
    for event in handout.events:
        _event(deck, line, event, handout)
    data = io.BytesIO()
    deck.save(data)
    return data.getvalue()


def _opening(deck: Any, handout: Handout) -> Any:
    """The first slide. Returns the line at its foot."""
    slide = _slide(deck)
    below = _title(slide, handout.title, handout)
    _box(slide, list(handout.about), handout, size=24, at=below, colour=_QUIET)
    return _whole_line(slide, handout)


def _event(deck: Any, line: Any, event: Told, handout: Handout) -> None:
    slide = _slide(deck)
    dated = f"{event.sign} {event.date}".strip() + (f" ({event.basis})" if event.basis else "")
    _box(slide, [dated], handout, size=54 if len(dated) < _LONG_DATE else 34, at=(480_000, 1_050_000), bold=True)
    below = [words for words in (*event.said, event.caption, event.note) if words]
    at = _title(slide, event.title, handout)
    small = next(size for most, size in _BELOW if sum(map(len, below)) < most)
    _box(slide, below, handout, size=small, at=at)
    names = dict.fromkeys(words for number, words in handout.sources if number in event.sources)
    quoted = [f"{handout.words['quoted'].replace('{words}', one.words)} [{one.source}]" for one in event.quotes]
    told = [*([event.teaching] if event.teaching else []), *quoted]
    numbers = [f"[{number}] {words}" for number, words in handout.sources if words in names]
    _fill(slide.notes_slide.notes_text_frame, [*told, *numbers], handout, size=12, colour=_INK, bold=False)
    _draw_line(slide, line, event)


def _title(slide: Any, words: str, handout: Handout) -> tuple[int, int]:
    """Set the title of a slide. Returns top and height of what is left below it, in EMU."""
    size, in_line = next((size, letters) for most, size, letters in _TITLES if len(words) < most)
    height = ceil(len(words) / in_line) * round(size * _POINT * 1.25) + _GAP
    height = min(height, _FOOT - _TITLE_Y - _LEAST_BELOW)
    _words(slide.shapes.title, [words], handout, size=size, at=(_TITLE_Y, height), bold=True)
    return _TITLE_Y + height, _FOOT - _TITLE_Y - height


def _slide(deck: Any) -> Any:
    """A slide with a title and nothing else, which is what the outline and a screen reader go by."""
    return deck.slides.add_slide(deck.slide_layouts[5])


def _box(slide: Any, lines: list[str], handout: Handout, **look: Any) -> None:
    if lines:
        _words(slide.shapes.add_textbox(0, 0, 0, 0), lines, handout, **look)


def _words(
    shape: Any,
    lines: list[str],
    handout: Handout,
    *,
    size: int,
    at: tuple[int, int],
    bold: bool = False,
    colour: str = _INK,
) -> None:
    """Put lines into a shape over the whole width. at: top and height in EMU. size: points."""
    from pptx.enum.text import MSO_ANCHOR
    from pptx.util import Emu

    shape.left, shape.width = Emu(_MARGIN), Emu(_WIDTH - 2 * _MARGIN)
    shape.top, shape.height = Emu(at[0]), Emu(at[1])
    shape.text_frame.word_wrap = True
    shape.text_frame.vertical_anchor = MSO_ANCHOR.TOP
    _fill(shape.text_frame, lines, handout, size=size, colour=colour, bold=bold)


def _fill(frame: Any, lines: list[str], handout: Handout, *, size: int, colour: str, bold: bool) -> None:
    """The lines as paragraphs. Each says its own direction and language, and both kinds of script their typeface."""
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    for at, words in enumerate(lines):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.RIGHT if handout.from_right else PP_ALIGN.LEFT
        paragraph._p.get_or_add_pPr().set("rtl", "1" if handout.from_right else "0")  # noqa: SLF001
        run = paragraph.add_run()
        run.text = _plain(words)
        run.font.size, run.font.bold, run.font.name = Pt(size), bold, _FONT
        run.font.color.rgb = _colour(colour)
        rules = run._r.get_or_add_rPr()  # noqa: SLF001
        rules.set("lang", "ar-SA" if handout.from_right else "en-US")
        rules.append(_typeface())


def _colour(digits: str) -> Any:
    """A colour of six hexadecimal digits."""
    from pptx.dml.color import RGBColor

    made: Any = RGBColor
    return made.from_string(digits)


def _typeface() -> Any:
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    return parse_xml(f'<a:cs {nsdecls("a")} typeface="{_FONT}"/>')


def _whole_line(slide: Any, handout: Handout) -> Any:
    """The line with a stroke for each event, as one shape that every slide gets a copy of; None without dates."""
    from pptx.util import Pt

    places = [event.place for event in handout.events if event.place]
    if not places:
        return None
    drawing = slide.shapes.build_freeform(_MARGIN, _LINE_Y, scale=1.0)
    drawing.add_line_segments([(_MARGIN + _LENGTH, _LINE_Y)], close=False)
    for place in places:
        x = _middle(place)
        drawing.move_to(x, _LINE_Y - _STROKE)
        drawing.add_line_segments([(x, _LINE_Y + _STROKE)], close=False)
    shape = drawing.convert_to_shape()
    shape.name = handout.words["line"]
    shape.fill.background()
    shape.line.color.rgb, shape.line.width = _colour(_QUIET), Pt(1.25)
    _without_style(shape)
    return shape._element  # noqa: SLF001


def _middle(place: tuple[float, float]) -> int:
    return _MARGIN + round((place[0] + place[1]) / 2 * _LENGTH)


def _draw_line(slide: Any, line: Any, event: Told) -> None:
    """Where on the whole line the event of a slide is: a disc, or a bar as long as it was."""
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.util import Emu

    if line is None:
        return
    copy = deepcopy(line)
    copy.nvSpPr.cNvPr.set("id", str(_LINE_ID))
    slide.shapes._spTree.append(copy)  # noqa: SLF001
    if event.place is None:
        return
    length = int((event.place[1] - event.place[0]) * _LENGTH)
    is_long = length > _DOT
    wide, high = (length, _DOT // 2) if is_long else (_DOT, _DOT)
    mark = slide.shapes.add_shape(
        MSO_SHAPE.RECTANGLE if is_long else MSO_SHAPE.OVAL,
        Emu(_middle(event.place) - wide // 2),
        Emu(_LINE_Y - high // 2),
        Emu(wide),
        Emu(high),
    )
    mark.name = _plain(event.date)
    mark.fill.solid()
    mark.fill.fore_color.rgb = _colour(_INK)
    mark.line.fill.background()
    _without_style(mark)


def _without_style(shape: Any) -> None:
    """Take from a shape what the theme would lay on it, a shadow for one."""
    from pptx.oxml.ns import qn

    style = shape._element.find(qn("p:style"))  # noqa: SLF001
    if style is not None:
        shape._element.remove(style)  # noqa: SLF001


def _plain(words: str) -> str:
    return " ".join(_UNWRITABLE.sub("", words).split())
