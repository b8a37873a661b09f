"""A PDF whose letters stand in the order in which they are read, each where it was.

WeasyPrint shows a line's glyphs from left to right. Programs that take the text out of a file in the order of the file
must then guess where Arabic begins and ends, and guess wrong at brackets, blanks, numbers and letters that are one sign
(docs/adr/0029).
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from itertools import chain, groupby, pairwise
from typing import Any

_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
# What a reader that keeps to the order of the file takes for a letter of either direction, and for a sign of none.
_LETTER_FROM_RIGHT = re.compile("[\u0590-\u065f\u066e-\u06ef\u06fa-\u08ff]")
_LETTER_FROM_LEFT = re.compile("[0-9A-Za-z\u00c0-\u024f\u0370-\u058f]")
_SIGN = re.compile("[ -/:-@\u2000-\u206f]")
_SHOWN = re.compile(rb"<([0-9a-f]+)>|(-?[0-9.]+)")
_UPRIGHT = [b"1", b"0", b"0", b"-1"]
_ID = 4  # hexadecimal digits of a glyph
_GAP = 30  # thousandths of a letter's size that a reader could take for a blank
_HUGE = b"9999"  # a size of letters beside which no leap is a blank
_FAR = 9_999.0  # to the right of every page
_OTHER = b"o"  # after a typeface's name
_OF_TEXT = (b" Tf", b" TJ", b" Ts")

Place = tuple[str, str]


@dataclass(slots=True)
class _Typeface:
    """A typeface in the file. widths, words: by glyph. spare: letter -> a glyph that shows nothing, to stand for it.

    other: glyph -> what it stands for elsewhere.
    """

    widths: dict[int, int]
    words: dict[int, str]
    spare: dict[str, int]
    other: dict[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Glyph:
    """A glyph as it is shown. x, end: from the line's own place on. before: what the pen is moved before it.

    start: of its letters in the text.
    """

    id: bytes
    font: bytes
    rise: bytes
    x: float
    end: float
    before: tuple[bytes, ...]
    words: str
    start: float = 0


def in_reading_order(document: Any, pdf: Any) -> None:
    """Put the letters of each line with Arabic into the order of its text: a `finisher` of WeasyPrint's write_pdf.

    document: with its boxes, which know their text. pdf: what is about to be written.
    """
    pages = [pdf.objects[number] for number in pdf.pages["Kids"][::3]]
    typefaces = _typefaces(document, pdf, pages[0])
    for page, drawn in zip(pages, document.pages, strict=True):
        content = _referred(pdf, page["Contents"])
        content.stream = list(_reordered(content.stream, dict(_lines(drawn)), typefaces))
    in_file = _named(pdf, pages[0])
    for name, typeface in typefaces.items():
        if typeface.other:
            own = name.decode().removeprefix("/")
            in_file[own + _OTHER.decode()] = _with_other(pdf, _referred(pdf, in_file[own]), typeface)


def _named(pdf: Any, page: Any) -> Any:
    """The references to typefaces by the name that a page calls them."""
    return _referred(pdf, _referred(pdf, page["Resources"])["Font"])


def _referred(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


# --- the typefaces ---------------------------------------------------------------------------------------------------


def _typefaces(document: Any, pdf: Any, page: Any) -> dict[bytes, _Typeface]:
    """The typefaces by the name that a page calls them."""
    in_file = _named(pdf, page)
    by_file: dict[str, list[Any]] = {}
    for font in document.fonts.values():
        by_file.setdefault(font.hash, []).append(font)
    found: dict[bytes, _Typeface] = {}
    for name, fonts in by_file.items():
        words = {glyph: text for font in fonts for glyph, text in font.to_unicode.items()}
        widths = {glyph: width for font in fonts for glyph, width in font.widths.items()}
        spare = {} if any(font.missing or font.bitmap for font in fonts) else _spare(words, fonts[0].file_content)
        if spare:
            _write_spare(pdf, _referred(pdf, in_file[name]), words, spare)
        found[b"/" + name.encode()] = _Typeface(widths, words, spare)
    return found


def _is_joined(words: str) -> bool:
    """Whether these are several letters from right to left that one glyph shows."""
    return len(words) > 1 and all(map(_FROM_RIGHT.match, words))


def _spare(words: Mapping[int, str], file: bytes) -> dict[str, int]:
    """A glyph for each letter that has none of its own where one glyph shows several; {} where there are too few.

    A typeface in a file keeps the places of the glyphs it does not need, with nothing in them.
    """
    letters = sorted({letter for text in words.values() if _is_joined(text) for letter in text[1:]})
    if not letters:
        return {}
    from fontTools.ttLib import TTFont

    outlines = TTFont(io.BytesIO(file)).get("glyf")
    shapes = enumerate(outlines.glyphOrder if outlines else ())
    free = (at for at, name in shapes if at and at not in words and not outlines[name].numberOfContours)
    found = dict(zip(letters, free, strict=False))
    return found if len(found) == len(letters) else {}


def _write_spare(pdf: Any, font: Any, words: Mapping[int, str], spare: Mapping[str, int]) -> None:
    """Say in the file what the spare glyphs stand for, and that a joined one stands for its first letter only."""
    rows = _referred(pdf, font["ToUnicode"]).stream
    for at, row in enumerate(rows):
        found = re.fullmatch(rb"<([0-9a-f]{4})> <[0-9a-f]+>", row)
        if found and _is_joined(words.get(int(found[1], 16), "")):
            rows[at] = _meaning(int(found[1], 16), words[int(found[1], 16)][0])
    at = rows.index(b"endcmap")
    rows[at:at] = [
        f"{len(spare)} beginbfchar".encode(),
        *(_meaning(glyph, letter) for letter, glyph in spare.items()),
        b"endbfchar",
    ]
    descendant = _referred(pdf, font["DescendantFonts"][0])
    for glyph in spare.values():
        descendant["W"] += [glyph, glyph, 0]


def _with_other(pdf: Any, font: Any, typeface: _Typeface) -> bytes:
    """A reference to the same typeface in which some glyphs stand for other words."""
    copy, meanings = deepcopy(font), deepcopy(_referred(pdf, font["ToUnicode"]))
    given = {f"<{glyph:04x}> ".encode(): _meaning(glyph, words) for glyph, words in typeface.other.items()}
    meanings.stream = [given.get(row[: _ID + 3], row) for row in meanings.stream]
    pdf.add_object(meanings)
    copy["ToUnicode"] = meanings.reference
    pdf.add_object(copy)
    return bytes(copy.reference)


def _meaning(glyph: int, words: str) -> bytes:
    return f"<{glyph:04x}> <{words.encode('utf-16-be').hex()}>".encode()


# --- the lines -------------------------------------------------------------------------------------------------------


def _lines(page: Any) -> Iterator[tuple[Place, Any]]:
    """The boxes of text by their place."""
    from weasyprint.formatting_structure.boxes import TextBox

    for box in page._page_box.descendants():  # noqa: SLF001
        if isinstance(box, TextBox):
            yield _place(box.position_x, box.position_y + box.baseline), box


def _place(x: float, y: float) -> Place:
    return f"{x:f}", f"{y:f}"


def _reordered(
    operators: Sequence[Any], lines: Mapping[Place, Any], typefaces: Mapping[bytes, _Typeface]
) -> Iterator[Any]:
    """The operators of a page, those put in order that show a line: what follows the place of its letters (Tm)."""
    font, before, at = b"", None, 0
    while at < len(operators):
        operator = operators[at]
        at += 1
        if not _is(operator, b" Tm"):
            font = operator if _is(operator, b" Tf") else font
            yield operator
            continue
        end = at
        while end < len(operators) and any(_is(operators[end], kind) for kind in _OF_TEXT):
            end += 1
        shown, at = operators[at:end], end
        *matrix, x, y, _ = operator.split()
        box = lines.get(_place(float(x), float(y))) if matrix == _UPRIGHT else None
        if box and before and _is_left_of(box, before):
            yield _moved(_FAR, y)
        yield from _line(operator, shown, box, font, typefaces)
        before = box
        font = next((each for each in reversed(shown) if _is(each, b" Tf")), font)


def _is(operator: Any, ending: bytes) -> bool:
    return isinstance(operator, bytes) and operator.endswith(ending)


def _is_left_of(box: Any, other: Any) -> bool:
    """Whether a box stands apart on the left of another: what no reader takes for a blank by itself."""
    size = box.style["font_size"]
    is_beside = abs(box.position_y + box.baseline - other.position_y - other.baseline) < size / 2
    return bool(is_beside and box.position_x + box.width < other.position_x - size / 5)


def _moved(x: float, y: bytes) -> bytes:
    return b"1 0 0 -1 %.6f %s Tm" % (x, y)


def _line(
    place: bytes, shown: Sequence[bytes], box: Any, font: bytes, typefaces: Mapping[bytes, _Typeface]
) -> Sequence[bytes]:
    """The operators of a line with its glyphs in the order of its text, where that makes a difference."""
    glyphs = _glyphs(shown, font, typefaces)
    is_from_right = box and box.style["direction"] == "rtl"
    if not is_from_right and not _is_ambiguous(glyphs) and not any(map(_turns, glyphs)):
        return [place, *shown]
    starts = _starts(box) if box else []
    if len(starts) != len(glyphs):  # a text in a drawing
        starts = list(range(len(glyphs), 0, -1))
    for glyph, start in zip(glyphs, starts, strict=True):
        glyph.start = start
    if box:
        _say(glyphs, box.text.encode(), typefaces)
    return _written(_stretches(list(_with_spare(glyphs, typefaces))), place, glyphs[-1].font)


def _turns(glyph: _Glyph) -> bool:
    """Whether a glyph is of a script from right to left, or has another meaning in one."""
    return bool(_FROM_RIGHT.match(glyph.words)) or (len(glyph.words) == 1 and bool(unicodedata.mirrored(glyph.words)))


def _is_ambiguous(glyphs: Sequence[_Glyph]) -> bool:
    """Whether a line begins with several signs that belong to no script, whose order a reader takes from before."""
    return len(glyphs) > 1 and not any(_LETTER_FROM_LEFT.match(glyph.words) for glyph in glyphs[:2])


def _glyphs(shown: Sequence[bytes], font: bytes, typefaces: Mapping[bytes, _Typeface]) -> list[_Glyph]:
    """The glyphs of a line as they are shown."""
    found: list[_Glyph] = []
    x, rise = 0.0, b"0"
    before: tuple[bytes, ...] = ()
    for operator in shown:
        if operator.endswith(b" Tf"):
            font = operator
            continue
        if operator.endswith(b" Ts"):
            rise = operator.split()[0]
            continue
        name, size, _ = font.split()
        unit, typeface = float(size) / 1000, typefaces[name]
        for ids, number in _SHOWN.findall(operator):
            if number and float(number):
                before = (*before, number)
                x -= float(number) * unit
            for at in range(0, len(ids), _ID):
                glyph = int(ids[at : at + _ID], 16)
                end = x + typeface.widths[glyph] * unit
                found.append(_Glyph(ids[at : at + _ID], font, rise, x, end, before, typeface.words.get(glyph, "")))
                x, before = end, ()
    return found


def _starts(box: Any) -> list[int]:
    """Where in the text the letters of each glyph of a line begin, in the order in which they are shown."""
    from weasyprint.text.ffi import ffi, pango

    starts: list[int] = []
    box.pango_layout.reactivate(box.style)
    pango.pango_layout_set_single_paragraph_mode(box.pango_layout.layout, True)
    run = box.pango_layout.get_first_line()[0].runs[0]
    while run != ffi.NULL:
        part = run.data
        starts += [
            part.item.offset + part.glyphs.log_clusters[at]
            for at in range(part.glyphs.num_glyphs)
            if part.glyphs.glyphs[at].glyph != pango.PANGO_GLYPH_EMPTY
        ]
        run = run.next
    box.pango_layout.deactivate()
    return starts


def _with_spare(glyphs: Sequence[_Glyph], typefaces: Mapping[bytes, _Typeface]) -> Iterator[_Glyph]:
    """The glyphs, beside each that shows several letters a spare one for every letter but the first."""
    for glyph in glyphs:
        typeface = typefaces.get(glyph.font.split()[0])  # none for one by another name
        spare = typeface.spare if typeface and _is_joined(glyph.words) else {}
        if not spare:
            yield glyph
            continue
        before = glyph.before
        for at, letter in reversed(list(enumerate(glyph.words[1:], 1))):
            id_ = b"%04x" % spare[letter]
            yield replace(glyph, id=id_, end=glyph.x, before=before, words=letter, start=glyph.start + at / 10)
            before = ()
        yield replace(glyph, before=before, words=glyph.words[0])


def _say(glyphs: Sequence[_Glyph], text: bytes, typefaces: Mapping[bytes, _Typeface]) -> None:
    """Give each glyph its letters of the text, by another name of its typeface where it stands for others elsewhere.

    So it is with brackets, which are turned in Arabic, and with a vowel sign that was met on another letter first.
    """
    starts = sorted({int(glyph.start) for glyph in glyphs})
    words = {start: text[start:end].decode() for start, end in pairwise([*starts, len(text)])}
    for start, together in groupby(glyphs, key=lambda glyph: int(glyph.start)):
        cluster = list(together)
        if _FROM_RIGHT.match(words[start]):
            cluster.reverse()
        if words[start].isspace():
            continue
        first = max(1, len(words[start]) - len(cluster) + 1)  # letters of the first glyph; each other has one
        parts = [words[start][:first], *words[start][first:], *[""] * len(cluster)]
        for at, (glyph, own) in enumerate(zip(cluster, parts, strict=False)):
            glyph.start += at / 100
            if own != glyph.words:
                name, _, rest = glyph.font.partition(b" ")
                typefaces[name].other[int(glyph.id, 16)] = own
                glyph.font, glyph.words = name + _OTHER + b" " + rest, own


def _stretches(glyphs: Sequence[_Glyph]) -> list[list[_Glyph]]:
    """The glyphs in the order of the text, those together that a reader of the file puts into the same order.

    That is: letters of one script, and the blanks between them, whose neighbours on the page are theirs in the text.
    """
    places = {id(glyph): at for at, glyph in enumerate(glyphs)}
    clusters = [list(each) for _, each in groupby(glyphs, key=lambda glyph: glyph.start)]
    clusters.sort(key=lambda cluster: cluster[0].start)
    stretches: list[list[_Glyph]] = []
    kind, signs = "", 0  # of the last stretch of letters, and how many signs have come since
    for cluster in clusters:
        this = _kind(cluster)
        stretches.append(cluster)
        if this == "sign":
            signs += 1
            continue
        since = stretches[-signs - 2 :]
        together = list(chain.from_iterable(since if this == "left" else reversed(since)))
        if this and this == kind and all(_follows(places, *pair) for pair in pairwise(together)):
            stretches[-signs - 2 :] = [together]
        kind, signs = this, 0
    return stretches


def _follows(places: Mapping[int, int], one: _Glyph, next_: _Glyph) -> bool:
    """Whether two glyphs are shown one after the other, with nothing between that could be taken for a blank."""
    return (
        places[id(one)] + 1 == places[id(next_)]
        and (one.font, one.rise) == (next_.font, next_.rise)
        and sum(map(float, next_.before)) > -_GAP
    )


def _kind(cluster: Sequence[_Glyph]) -> str:
    """'right' or 'left' for a letter, 'sign' for what may stand between two of either kind, '' for anything else."""
    words = cluster[0].words
    if len(words) != 1 or len(cluster) != 1:
        return ""
    kinds = {"right": _LETTER_FROM_RIGHT, "left": _LETTER_FROM_LEFT, "sign": _SIGN}
    return next((kind for kind, letters in kinds.items() if letters.match(words)), "")


def _written(stretches: Sequence[list[_Glyph]], place: bytes, last: bytes) -> list[bytes]:
    """The operators that show the stretches. Before each the typeface is named anew, where readers begin anew.

    place: of the line. last: the typeface that is to be in use after it.
    """
    *_, left, y, _ = place.split()
    operators: list[bytes] = []
    end, rise, font = 0.0, b"0", b""
    for stretch in stretches:
        first = stretch[0]
        to = _moved(float(left) + first.x, y)
        if operators and first.x > end + _size(first) / 10:
            operators += [b"ET", b"BT", first.font.split()[0] + b" " + _HUGE + b" Tf", to, first.font]
        else:
            operators += [first.font, to]
        if first.rise != rise:
            operators.append(first.rise + b" Ts")
        rise, font, end = first.rise, first.font, stretch[-1].end
        operators.append(b"[<" + first.id + b"".join(map(_after, stretch[1:])) + b">] TJ")
    if rise != b"0":
        operators.append(b"0 Ts")
    if font != last:
        operators.append(last)
    return operators


def _size(glyph: _Glyph) -> float:
    return float(glyph.font.split()[1])


def _after(glyph: _Glyph) -> bytes:
    moved = b">" + b" ".join(glyph.before) + b"<" if glyph.before else b""
    return moved + glyph.id
