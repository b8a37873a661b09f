"""A date as an editor picks it, part by part, and as it is typed: both become EDTF, and back again. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.timevalue import parse_edtf

SHAPES = ("one", "lasting", "within", "since", "until")
# What may stand in a year's place of the month: EDTF's codes of seasons, quarters and halves.
MONTHS = tuple(f"{number:02}" for number in range(1, 13))
PARTS = tuple(str(number) for number in (21, 22, 23, 24, 33, 34, 35, 36, 40, 41))
_POINT = re.compile(
    r"(?P<year>-?\d{4}|\d{3}X|\d\dXX)(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?:T[\d:]+)?(?P<mark>[~?%])?"
)
_MARKS = {(False, False): "", (True, False): "~", (False, True): "?", (True, True): "%"}
_WHICH = {mark: which for which, mark in _MARKS.items()}
# Both rows of Arabic digits as Latin ones.
_DIGITS = {first + digit: str(digit) for first in (0x660, 0x6F0) for digit in range(10)}


class Point(NamedTuple):
    """A year, and as much more as is known. month: 01 … 12, or one of PARTS."""

    year: str = ""
    month: str = ""
    day: str = ""


class Picked(NamedTuple):
    """A date part by part. shape: one of SHAPES; `last` counts where it has two ends."""

    shape: str = SHAPES[0]
    first: Point = Point()
    last: Point = Point()
    about: bool = False
    uncertain: bool = False


def typed(text: str) -> str:
    """What somebody typed as EDTF, in whatever digits. Raises ValueError with one line where it is none."""
    return parse_edtf(text.translate(_DIGITS).strip()).edtf


def edtf_of(picked: Picked) -> str:
    """The date that was picked. Raises ValueError with one line where it is none."""
    mark = _MARKS[picked.about, picked.uncertain]
    first, last = (_written(point) for point in (picked.first, picked.last))
    if picked.shape == "within":
        written = f"[{first}{mark}..{last}{mark}]"
    elif picked.shape == "lasting":
        written = f"{first}{mark}/{last}{mark}"
    elif picked.shape == "since":
        written = f"{first}{mark}/.."
    else:
        written = f"../{first}{mark}" if picked.shape == "until" else f"{first}{mark}"
    return parse_edtf(written).edtf


def _written(point: Point) -> str:
    year = point.year.translate(_DIGITS).strip().upper()
    if year.isdecimal():
        year = year.zfill(4)
    day = point.day.translate(_DIGITS).strip()
    return "-".join((year, *(part.zfill(2) for part in (point.month, day) if part)))


def picked_of(edtf: str) -> Picked:
    """A date taken apart; nothing of it where it is undated or of a form that is only typed."""
    if edtf.startswith("["):
        shape, ends = "within", edtf.strip("[]").split("..")
    elif "/" in edtf:
        ends = edtf.split("/")
        shape = "since" if ends[1] == ".." else "until" if ends[0] == ".." else "lasting"
        ends = [end for end in ends if end != ".."]
    else:
        shape, ends = "one", [edtf]
    found = [_POINT.fullmatch(end) for end in ends]
    if not all(found):
        return Picked()
    points = [Point(*(one[name] or "" for name in ("year", "month", "day"))) for one in found if one]
    about, uncertain = _WHICH[next((one["mark"] for one in found if one and one["mark"]), "")]
    return Picked(shape, points[0], points[-1] if len(points) > 1 else Point(), about, uncertain)
