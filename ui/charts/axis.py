"""A time axis on which long empty stretches are folded, one year as wide as the next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

_SHORTEST_FOLD = 3
_FOLD_WIDTH = 0.9
_DAYS = 366


@dataclass(frozen=True, slots=True)
class Fold:
    """An empty stretch: its years and where it lies on the axis."""

    first: int
    last: int
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class FoldedAxis:
    """Where each year begins, the folds between the years, and the length of the whole."""

    offsets: dict[int, float]
    folds: tuple[Fold, ...]
    length: float

    def x(self, day: date) -> float:
        """The place of a day; inside a fold, its nearer edge."""
        if day.year in self.offsets:
            return self.offsets[day.year] + (day.timetuple().tm_yday - 1) / _DAYS
        for fold in self.folds:
            if fold.first <= day.year <= fold.last:
                return fold.left if day.year - fold.first < fold.last - day.year else fold.right
        return 0.0 if day.year < min(self.offsets, default=0) else self.length

    def end_x(self, day: date) -> float:
        """The place of the end of a day."""
        return min(self.x(day) + 1 / _DAYS, self.length)


def folded_axis(years: Iterable[int]) -> FoldedAxis:
    """The axis for the years in which something happens; shorter gaps stay as they are."""
    wanted = sorted(set(years))
    offsets: dict[int, float] = {}
    folds: list[Fold] = []
    place = 0.0
    for number, year in enumerate(wanted):
        if number:
            empty = range(wanted[number - 1] + 1, year)
            if len(empty) >= _SHORTEST_FOLD:
                folds.append(Fold(empty[0], empty[-1], place, place + _FOLD_WIDTH))
                place += _FOLD_WIDTH
            else:
                for quiet in empty:
                    offsets[quiet] = place
                    place += 1
        offsets[year] = place
        place += 1
    return FoldedAxis(offsets, tuple(folds), place)
