"""Days as numbers: which years are empty, how many events a month holds, what the reader sees first. Pure, on arrays.

Day numbers count from 1970-01-01. The functions take the first and the last days of dated events as parallel arrays,
so that a hundred thousand events cost milliseconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.int64]

FEWEST_HIGHLIGHTS, MOST_HIGHLIGHTS = 7, 15
_LONG_SHARE_OF_SPAN = 0.1
_SHORTEST_GAP = 2
_MOST_MONTHS = 12 * 120
_MOST_LONGER = 120
_SEVERAL_YEARS = 3 * 366
_MAIN_SHARE = 0.6
_DECADE = 10
_MOST_BINS = 72
_FAR = 100_000  # more than any year


def years_of(days: Days) -> NDArray[np.int64]:
    """The calendar year of each day."""
    return days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970


def months_of(days: Days) -> NDArray[np.int64]:
    """The month of each day, counted from January of the year 0."""
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) + 1970 * 12


def month_start(month: int) -> int:
    """The first day of a month by its number."""
    return int(np.datetime64(month - 1970 * 12, "M").astype("datetime64[D]").astype(np.int64))


def iso(day: int) -> str:
    """A day number as an ISO date."""
    return str(np.datetime64(int(day), "D"))


def number(day: str) -> int:
    """An ISO date as a day number. Raises ValueError where it is none."""
    return int(np.datetime64(day, "D").astype(np.int64))


def span(first: Days, last: Days) -> tuple[int, int]:
    """The first and last day of the axis: it begins with a year, or with a month where it is short."""
    begin, end = int(first.min()), int(last.max())
    month = int(months_of(np.array([begin]))[0])
    return month_start(month - month % 12 if end - begin > _SEVERAL_YEARS else month), end


def empty_years(first: Days, last: Days, bounds: tuple[int, int]) -> list[list[int]]:
    """[first year, how many] of the stretches of whole years in which nothing begins, ends or lasts.

    Of an event longer than a tenth of the whole span only the two ends count.
    """
    begin, end = (int(year) for year in years_of(np.array(bounds)))
    busy = np.zeros(end - begin + 2, dtype=np.int64)
    starts, ends = years_of(first) - begin, years_of(last) - begin
    long = last - first >= (bounds[1] - bounds[0]) * _LONG_SHARE_OF_SPAN
    np.add.at(busy, starts[~long], 1)
    np.add.at(busy, ends[~long] + 1, -1)
    filled = np.cumsum(busy)[:-1] > 0
    filled[starts[long]] = filled[ends[long]] = True
    filled[[0, -1]] = True
    edges = np.diff(np.concatenate(([0], (~filled).astype(np.int8), [0])))
    runs = zip(np.flatnonzero(edges == 1), np.flatnonzero(edges == -1), strict=True)
    return [[begin + int(a), int(b - a)] for a, b in runs if b - a >= _SHORTEST_GAP]


def density(first: Days, last: Days, bounds: tuple[int, int]) -> dict[str, Any]:
    """How many events each month holds, or each year of a very long span, and the years of those no bar can hold."""
    months = months_of(np.array(bounds))
    unit = "month" if months[1] - months[0] < _MOST_MONTHS else "year"
    numbers = months_of if unit == "month" else years_of
    start, end = (int(at) for at in numbers(np.array(bounds)))
    begins, ends = numbers(first), numbers(last)
    held = begins == ends
    counts = np.bincount(begins[held] - start, minlength=end - start + 1)
    pairs, how_often = np.unique(years_of(first[~held]) * _FAR + years_of(last[~held]), return_counts=True)
    pairs = pairs[np.sort(np.argsort(-how_often, kind="stable")[:_MOST_LONGER])]
    longer = np.stack([pairs // _FAR, pairs % _FAR], axis=1)
    return {"unit": unit, "start": start, "counts": counts.tolist(), "longer": longer.tolist()}


def bins(window: tuple[int, int], bounds: tuple[int, int]) -> Days:
    """Where the bins begin in which unlabelled events are counted, and where the last ends: fine within the window
    (days, months or years, never more than some seventy), years outside it."""
    begin, end = max(window[0], bounds[0]), min(window[1], bounds[1])
    years = _year_starts(*bounds)
    if end - begin < _MOST_BINS:
        fine = np.arange(begin, end + 2)
    else:
        low, high = (int(month) for month in months_of(np.array([begin, end])))
        if high - low >= _MOST_BINS:
            return np.unique(np.concatenate((_thinned(years), [bounds[1] + 1])))
        fine = np.array([month_start(month) for month in range(low, high + 2)])
    outside = years[(years < fine[0]) | (years > fine[-1])]
    kept = np.concatenate((_thinned(outside), fine, [bounds[0], bounds[1] + 1]))
    return np.unique(np.clip(kept, bounds[0], bounds[1] + 1))


def _year_starts(begin: int, end: int) -> Days:
    low, high = (int(year) for year in years_of(np.array([begin, end])))
    return np.array([month_start(year * 12) for year in range(low, high + 1)], dtype=np.int64)


def _thinned(years: Days) -> Days:
    return years[:: max(1, -(-len(years) // (2 * _MOST_BINS)))]


@dataclass(frozen=True, slots=True)
class Highlights:
    """What is shown first. chosen: positions of the most important events of the main period. main_from: the day on
    which that period begins. before: positions of the events of the background, which is folded away."""

    chosen: NDArray[np.int64]
    main_from: int
    before: NDArray[np.int64]


def highlights(first: Days, last: Days, importance: NDArray[np.float64]) -> Highlights | None:
    """The seven to fifteen most important events, the background of earlier decades left out; None where there are
    hardly more events than that.

    The main period are the newest years that hold most events, ten at least; where less than a decade lies before it,
    there is no background.
    """
    if len(first) <= MOST_HIGHLIGHTS:
        return None
    middles = years_of((first + last) // 2)
    newest, oldest = int(middles.max()), int(middles.min())
    held = np.bincount(middles - oldest)[::-1].cumsum()
    years = max(int(np.searchsorted(held, _MAIN_SHARE * len(first))) + 1, _DECADE)
    main_year = newest - years + 1
    if main_year - oldest < _DECADE:
        main_year = oldest
    inside = np.flatnonzero(middles >= main_year)
    wanted = int(np.clip(round(2 * len(first) ** 0.5), FEWEST_HIGHLIGHTS, MOST_HIGHLIGHTS))
    best = inside[np.lexsort((inside, first[inside], -importance[inside]))[:wanted]]
    before = np.flatnonzero(middles < main_year)
    # What began before the main period and reaches into it is cut at its edge, not a reason to show what lies before.
    main_from = month_start(max(int(middles[inside].min()), main_year) * 12)
    return Highlights(np.sort(best), main_from, before)
