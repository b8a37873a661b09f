"""Words of a headline that point at somebody: named, kept behind a name, or left out."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Name
from pipeline.titles.pieces import Piece, drop_leading, headline, pieces_of
from pipeline.titles.telling import Telling
from pipeline.titles.words import ARTICLE, FOR, folded
from pipeline.triggers import title_parts


def resolved(told: Telling, pieces: Sequence[Piece], *, named: bool = False) -> list[Piece]:
    """The pieces with what points at nobody named or dropped. named: a name stands before them."""
    out: list[Piece] = []
    for piece in pieces:
        if piece.name is not None:
            named = True
            out.append(piece)
            continue
        before = out[-1] if out else None
        if piece.key in folded("pointing", "latter") and _stands_alone(piece, before):
            last = _people_before(told, piece.start)[-1:]
            if last:
                lead = FOR if piece.key.startswith(FOR) else ""
                out.append(piece._replace(text=lead + last[0].label, name=last[0]))
                named = True
            continue
        if piece.key in folded("pointing", "both"):
            two = _people_before(told, piece.start)[-2:]
            if len(two) == 2:
                text = f" {title_parts().and_}".join(one.label for one in two)
                out.append(piece._replace(text=text, name=two[0]))
                named = True
            continue
        if piece.role == "relative" and out:
            named = True
        if not named and (
            piece.key in folded("pointing", "counterpart") or piece.key in folded("pointing", "pronouns")
        ):
            continue
        out.append(piece)
    return out


def _stands_alone(piece: Piece, before: Piece | None) -> bool:
    """«زيارة الأخير» is somebody's; «الاختبار الأخير» is the last one."""
    if not piece.key.startswith(ARTICLE):
        return True
    return before is not None and before.name is None and not before.key.startswith(ARTICLE)


def _people_before(told: Telling, start: int) -> list[Name]:
    """The people named before an offset, each once, the last one last."""
    people: dict[str, Name] = {}
    for name in told.names:
        if name.category == "person" and name.end <= start:
            people.pop(name.label, None)
            people[name.label] = name
    return [*people.values()]


def as_told(told: Telling, first: int, last: int) -> str:
    """The words as they stand, with names."""
    made = pieces_of(told.text, told.words, first, last, told.dates, told.names)
    drop_leading(made)
    return headline(resolved(told, made))


def label_piece(told: Telling, text: str, name: Name) -> Piece:
    word = told.words[told.clause.at]
    return Piece(text, word.key, word.start - 1, word.start - 1, told.clause.at, "", name)
