"""Events as the timeline component wants them (docs/timeline-component.md). Pure: tables in, plain values out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from pandas import factorize, isna

from ui import time_grid as grid
from ui.format import bare, date_in_words, month_names, name_in
from ui.reader import Reader
from ui.strings import messages

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

LANES = ("kind", "actor", "place", "article", "none")
ALL, REST = "all", "rest"
_LANE_COLUMNS = {"kind": "kind", "actor": "actors", "place": "places", "article": "articles"}
MOST_LANES = 8
_MOST_LABELLED = 140
_MOST_OUTSIDE = 30
MOST_WHOLE = _MOST_LABELLED + _MOST_OUTSIDE
_MOST_UNDATED = 24
_MOST_OPENED = 60
_BADGE_STATUSES = ("alleged", "planned", "possible", "postponed", "cancelled", "recurring")
Row = Mapping[str, Any]


class Tellings(Protocol):
    """What the timeline asks of a corpus."""

    @property
    def event_rows(self) -> Mapping[str, Row]:
        """Event id -> the event."""

    @property
    def mentions_of(self) -> Mapping[str, Sequence[Row]]:
        """Event id -> its tellings."""

    @property
    def english(self) -> Mapping[str, str]:
        """Arabic label of a name -> its English one."""

    @property
    def anchors(self) -> pd.DataFrame:
        """The articles' dates."""

    @property
    def timexes_of(self) -> Mapping[str, Sequence[Row]]:
        """Article -> its temporal expressions."""


def is_dated(event: Row) -> bool:
    """Whether the event has a place on the axis: bounds that a calendar holds."""
    return not isna(event["earliest"])


def title(event: Row, lang: str) -> str:
    """The event's title in a language, or in the other where it has none."""
    first, second = ("title_ar", "title_en") if lang == "ar" else ("title_en", "title_ar")
    return event[first] or event[second]


def verb_form(name: str, reader: Reader) -> str:
    """Whether what a name does is said in the masculine ('m') or the feminine ('f')."""
    first = name.split(maxsplit=1)[0] if name else ""
    return "f" if first.endswith(reader.words("card.feminine")) else "m"


def denial(event: Row, reader: Reader, english: Mapping[str, str]) -> str:
    """Who denies the event, as a sentence; '' where nobody does."""
    labels = event["denied_by"]
    who = reader.join(name_in(label, reader, english) for label in labels)
    return reader.t(f"card.denied_by_{verb_form(labels[0], reader)}", who=who) if len(labels) else ""


def allegation(event: Row, reader: Reader, english: Mapping[str, str]) -> str:
    """Whose word an unproven event rests on."""
    names = [name_in(label, reader, english) for label in event["speakers"]]
    return reader.t("card.alleged_by", who=reader.join(names)) if names else reader.t("card.alleged")


def only_speakers(event: Row, tellings: Iterable[Row]) -> list[str]:
    """Whose word alone it is, as labels: nobody's where a source tells it in its own voice as well."""
    own_voice = any(not telling["speaker"] for telling in tellings)
    return [] if own_voice else list(event["speakers"])


def badges(event: Row, reader: Reader, english: Mapping[str, str]) -> list[dict[str, str]]:
    """What stands beside the label: the status where it is not simply 'happened', and who denies it.

    english: the Arabic label of a name -> its English one.
    """
    found = []
    status = event["status"]
    if status in _BADGE_STATUSES:
        text = allegation(event, reader, english) if status == "alleged" else reader.t(f"statuses.{status}")
        found.append({"role": status, "text": text})
    if denied := denial(event, reader, english):
        found.append({"role": "denied", "text": denied})
    return found


def precision(event: Row, mod: str = "") -> str:
    """How the component draws the date. mod: TIMEX3's word on the expression, START or END of a longer time."""
    edtf, granularity = event["edtf"], event["granularity"]
    if edtf.endswith("/.."):
        return "open"
    if mod == "END":
        return "vague_start"
    if mod == "START":
        return "vague_end"
    if event["earliest"] == event["latest"]:
        return "day"
    if "/" in edtf and granularity != "week":
        return "range"
    return "within"


def _iso(day: Any) -> str:
    return day.strftime("%Y-%m-%d")


def _words(event: Row, corpus: Tellings) -> tuple[str, str]:
    """The article's own vague words for the date, and their TIMEX3 mod; empty where the words are a plain date."""
    for mention in corpus.mentions_of.get(event["event_id"], ()):
        if mention["edtf"] != event["edtf"]:
            continue
        for start, _ in mention["timexes"]:
            timex = next((row for row in corpus.timexes_of.get(mention["article"], ()) if row["start"] == start), None)
            if timex and timex["relative_to"] != "none" and event["granularity"] not in ("day", "time"):
                return timex["surface"], timex["mod"]
            if timex and timex["mod"] in ("START", "END"):
                return timex["surface"], timex["mod"]
    return "", ""


def _plan(event: Row, tellings: Sequence[Row]) -> dict[str, str] | None:
    """When the event was to take place, where one article still announced what another saw happen."""
    if event["status"] != "happened":
        return None
    for mention in tellings:
        if mention["status"] == "planned" and mention["edtf"]:
            return {"from": _iso(mention["earliest"]), "to": _iso(mention["latest"])}
    return None


def _lanes(events: _Dated, lanes: str) -> tuple[list[str], NDArray[np.int64]]:
    """The fullest lanes, and the number of the lane in which each event stands: the fullest that it belongs to.

    The number after the last lane is that of the events which belong to none of them.
    """
    if lanes == "none":
        return [ALL], np.zeros(events.size, dtype=np.int64)
    column = events.column(_LANE_COLUMNS[lanes])
    if lanes == "kind":
        rows, (codes, known) = np.arange(events.size), factorize(column)
    else:
        lengths = np.fromiter(map(len, column), dtype=np.int64, count=events.size)
        rows = np.repeat(np.arange(events.size), lengths)
        codes, known = factorize(np.array([*chain.from_iterable(column)], dtype=object))
    tally = np.bincount(codes, minlength=len(known))
    order = sorted(range(len(known)), key=lambda code: (-int(tally[code]), known[code]))[:MOST_LANES]
    rank = np.full(len(known) + 1, len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    lane = np.full(events.size, len(order), dtype=np.int64)
    np.minimum.at(lane, rows, rank[codes])
    return [known[code] for code in order], lane


def _component_strings(lang: str, reader: Reader) -> dict[str, str]:
    strings: dict[str, str] = {}
    for key, message in messages(lang).items():
        group, _, name = key.partition(".")
        if group == "component" and isinstance(message, str):
            strings[name] = message
        elif group == "component" and isinstance(message, Mapping):
            strings |= {f"{name}_{form}": text for form, text in message.items()}
    for status in ("happened", "ongoing", "denied", *_BADGE_STATUSES):
        strings[f"status_{status}"] = reader.t(f"statuses.{status}")
    for basis in ("stated", "computed", "inferred"):
        strings[f"basis_{basis}"] = reader.t(f"bases.{basis}")
    return strings


@dataclass(frozen=True, slots=True)
class Look:
    """How a reader looks at the timeline. window: the shown days (ISO), None for all. first: whether only the most
    important events are wanted. asked: the stretch of a lane whose unlabelled events are to be listed. lane_label: a
    lane's id (a kind, a name, an article) in words."""

    lanes: str = LANES[0]
    selected: str | None = None
    window: tuple[str, str] | None = None
    first: bool = False
    asked: Mapping[str, str] | None = None
    lane_label: Callable[[str], str] = str


def timeline_data(events: pd.DataFrame, corpus: Tellings, reader: Reader, look: Look) -> dict[str, Any]:
    """Everything the component draws: the events to be labelled, and of all others how many there are when.

    However many events there are, no more than some 250 are sent whole.
    """
    is_placed = _is_placed(events)
    undated = np.flatnonzero(~is_placed)
    data = _frame(reader, look) | {
        "undated": _undated(events, undated, corpus, reader, _MOST_UNDATED),
        "undatedTotal": len(undated),
    }
    if not is_placed.any():
        return data | {"lanes": [], "events": []}
    return data | _dated(_Dated(events, np.flatnonzero(is_placed), corpus.event_rows), corpus, reader, look)


def whole_timeline(events: pd.DataFrame, corpus: Tellings, reader: Reader, look: Look) -> dict[str, Any]:
    """All events of a corpus that has no more than MOST_WHOLE: which of them are drawn, the page's filters say.

    What the component gets counted of more events, it counts itself of these. look.first: what to show while nothing
    narrows them.
    """
    is_placed = _is_placed(events)
    undated = np.flatnonzero(~is_placed)
    data = _frame(reader, look) | {
        "whole": True,
        "undated": _undated(events, undated, corpus, reader, len(undated)),
        "events": [],
        "mostLanes": MOST_LANES,
        "restLabel": reader.t("lanes.rest"),
    }
    if not is_placed.any():
        return data
    dated = _Dated(events, np.flatnonzero(is_placed), corpus.event_rows)
    rows = dated.rows(np.arange(dated.size))
    lanes = [_lanes_of(row, look.lanes) for row in rows]
    data["events"] = [_item(row, corpus, reader) | {"lanes": own} for row, own in zip(rows, lanes, strict=True)]
    labels = {lane: _lane_label(lane, reader, look) for own in lanes for lane in own}
    data["laneLabels"] = {lane: label for lane, label in labels.items() if label != lane}
    if look.first and (best := grid.highlights(dated.first, dated.last, dated.importance)):
        ids = dated.column("event_id").iloc[best.chosen].tolist()
        bounds = grid.span(dated.first, dated.last)
        data["first"] = {"ids": ids, "background": _background(best, bounds, reader) if len(best.before) else None}
    return data | _reference(corpus, reader)


def neighbours(events: pd.DataFrame, corpus: Tellings, look: Look) -> dict[str, str | None]:
    """The ids of the events before and after the selected one in time, under "older" and "newer"."""
    is_placed = _is_placed(events)
    if not is_placed.any():
        return {}
    dated = _Dated(events, np.flatnonzero(is_placed), corpus.event_rows)
    best = grid.highlights(dated.first, dated.last, dated.importance) if look.first else None
    selected = dated.places_of(look.selected)
    walked = np.union1d(best.chosen, selected) if best else np.arange(dated.size)
    return _neighbours(dated, walked, selected, _window(look, grid.span(dated.first, dated.last)))


def _is_placed(events: pd.DataFrame) -> NDArray[np.bool_]:
    """Which events have a place on the axis."""
    return (events["earliest"].notna() & events["latest"].notna()).to_numpy()


def _frame(reader: Reader, look: Look) -> dict[str, Any]:
    """What the component is told besides events."""
    return {
        "lang": reader.lang,
        "timeDir": reader.time_dir,
        "theme": reader.theme,
        "digits": "arab" if reader.digits == "arab" and reader.lang == "ar" else "latn",
        "months": list(month_names(reader)),
        "strings": _component_strings(reader.lang, reader),
        "selected": look.selected,
        "window": {"from": look.window[0], "to": look.window[1]} if look.window else None,
    }


def _lanes_of(row: Row, lanes: str) -> list[str]:
    """The lanes in which an event may stand."""
    if lanes == "none":
        return [ALL]
    own = row[_LANE_COLUMNS[lanes]]
    return [own] if isinstance(own, str) else list(dict.fromkeys(own))


def _undated(
    events: pd.DataFrame, places: grid.Days, corpus: Tellings, reader: Reader, most: int
) -> list[dict[str, str]]:
    """The most important of those without a place on the axis."""
    importance = events["importance"].to_numpy(dtype=float)[places]
    if len(places) > most:
        level = np.partition(importance, len(places) - most)[len(places) - most]
        places, importance = places[importance >= level], importance[importance >= level]
    ids = events["event_id"].iloc[places]
    ranked = sorted(zip(-importance, ids, strict=True))[:most]
    return [
        {
            "id": event_id,
            "label": title(corpus.event_rows[event_id], reader.lang),
            "words": _words(corpus.event_rows[event_id], corpus)[0] or bare_date(corpus.event_rows[event_id], reader),
        }
        for _, event_id in ranked
    ]


class _Dated:
    """The events that have a place on the axis, by their number among each other: their days as arrays, and the rows
    of the few that are looked at whole."""

    def __init__(self, events: pd.DataFrame, places: grid.Days, rows: Mapping[str, Row]) -> None:
        self._rows = rows
        self._events = events
        self._places = places
        self.size = len(places)
        self.first, self.last = (
            events[name].to_numpy()[places].astype("datetime64[D]").astype(np.int64) for name in ("earliest", "latest")
        )
        self.importance = events["importance"].to_numpy(dtype=float)[places]

    @property
    def doubled_middles(self) -> grid.Days:
        return self.first + self.last

    def column(self, name: str) -> pd.Series:
        column = self._events[name]
        return column if self.size == len(column) else column.iloc[self._places]

    def places_of(self, event_id: str | None) -> grid.Days:
        """The number of an event as an array of one; empty where it is not among these."""
        return np.flatnonzero((self.column("event_id") == event_id).to_numpy()) if event_id else self.first[:0]

    def rows(self, numbers: grid.Days) -> list[Row]:
        return [self._rows[event_id] for event_id in self.column("event_id").iloc[numbers]]


def _dated(events: _Dated, corpus: Tellings, reader: Reader, look: Look) -> dict[str, Any]:
    first, last = events.first, events.last
    bounds = grid.span(first, last)
    window = _window(look, bounds)
    selected = events.places_of(look.selected)
    best = grid.highlights(first, last, events.importance) if look.first else None
    chosen = np.union1d(best.chosen if best else _to_label(events, window), selected)
    order, lane = _lanes(events, look.lanes)
    lane_ids = [*order, REST]
    labelled = np.zeros(events.size, dtype=bool)
    labelled[chosen] = True
    found: dict[str, Any] = {
        "total": events.size,
        "span": {"from": grid.iso(bounds[0]), "to": grid.iso(bounds[1])},
        "gaps": grid.empty_years(first, last, bounds),
        "density": grid.density(first, last, bounds),
        "events": [
            _item(row, corpus, reader) | {"lane": lane_ids[lane[number]]}
            for number, row in zip(chosen, events.rows(chosen), strict=True)
        ],
        "neighbours": _neighbours(events, chosen if best else np.arange(events.size), selected, window),
    }
    used = np.unique(lane[chosen]) if best else np.unique(lane)
    found["lanes"] = [{"id": lane_ids[n], "label": _lane_label(lane_ids[n], reader, look)} for n in used]
    if best:
        found["isSelection"] = True
        if len(best.before) and not np.isin(selected, best.before).any():
            found["background"] = _background(best, bounds, reader)
    elif len(chosen) < events.size:
        found["hidden"] = _hidden(events, lane, ~labelled, lane_ids, window, bounds)
    if look.asked and (opened := _opened(events, lane, ~labelled, lane_ids, look.asked, corpus, reader)):
        found["opened"] = opened
    return found | _reference(corpus, reader)


def _reference(corpus: Tellings, reader: Reader) -> dict[str, Any]:
    """The day on which the newest source was written."""
    newest = corpus.anchors["latest"].max()
    if isna(newest):
        return {}
    when = bare(date_in_words(_iso(newest), "day", reader, weekday=False))
    return {"reference": {"day": _iso(newest), "label": reader.t("timeline.newest_source", date=when)}}


def _window(look: Look, bounds: tuple[int, int]) -> tuple[int, int]:
    return (grid.number(look.window[0]), grid.number(look.window[1])) if look.window else bounds


def _to_label(events: _Dated, window: tuple[int, int]) -> grid.Days:
    """The most important events of the window; a few from outside it, so that moving the view shows something."""
    if events.size <= MOST_WHOLE:
        return np.arange(events.size)
    inside = (events.last >= window[0]) & (events.first <= window[1])
    within = _best(np.flatnonzero(inside), events, _MOST_LABELLED)
    return np.concatenate((within, _best(np.flatnonzero(~inside), events, _MOST_OUTSIDE)))


def _best(numbers: grid.Days, events: _Dated, most: int) -> grid.Days:
    """The most important of some events; of equally important ones the newest."""
    if len(numbers) <= most:
        return numbers
    importance = events.importance[numbers]
    level = np.partition(importance, len(importance) - most)[len(importance) - most]
    candidates = numbers[importance >= level]
    return candidates[np.lexsort((candidates, -events.first[candidates], -events.importance[candidates]))[:most]]


def _item(row: Row, corpus: Tellings, reader: Reader) -> dict[str, Any]:
    """An event as the component draws it; what is empty, or as it mostly is, is left out."""
    tellings = corpus.mentions_of.get(row["event_id"], ())
    words, mod = _words(row, corpus)
    begin, end = _iso(row["earliest"]), _iso(row["latest"])
    item = {
        "id": row["event_id"],
        "from": begin,
        "label": title(row, reader.lang),
        "importance": round(float(row["importance"]), 3),
    }
    if end != begin:
        item["to"] = end
    if (shape := precision(row, mod)) != "day":
        item |= {"precision": shape, "date": _short_date(row, reader)}
    if row["status"] != "happened":
        item["status"] = row["status"]
    if row["basis"] != "stated":
        item["basis"] = row["basis"]
    if words:
        item["words"] = words
    if found := badges(row, reader, corpus.english):
        item["badges"] = found
    if plan := _plan(row, tellings):
        item["plan"] = plan
    return item


def _short_date(row: Row, reader: Reader) -> str:
    return bare(date_in_words(row["edtf"], row["granularity"], reader, weekday=False))


def _lane_label(lane: str, reader: Reader, look: Look) -> str:
    if look.lanes == "none":
        return reader.t("lanes.all")
    return reader.t("lanes.rest") if lane == REST else look.lane_label(lane)


def _neighbours(
    events: _Dated, walked: grid.Days, selected: grid.Days, window: tuple[int, int]
) -> dict[str, str | None]:
    """The ids of the events before and after the selected one in time; without one, the ends of the window."""
    places = (events.doubled_middles[walked], events.last[walked], walked)
    if len(selected):
        own = (int(events.doubled_middles[selected[0]]), int(events.last[selected[0]]), int(selected[0]))
        is_before, is_after = _compared(places, own)
    else:
        is_before = is_after = (events.last[walked] >= window[0]) & (events.first[walked] <= window[1])
    ids = events.column("event_id")
    found = {}
    for name, among, side in (("older", is_before, -1), ("newer", is_after, 0)):
        ends = _ends(places, np.flatnonzero(among), side)
        found[name] = None if ends is None else str(ids.iloc[walked[ends]])
    return found


def _compared(places: tuple[grid.Days, ...], own: tuple[int, ...]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which events come before and which after one in time: by their middle, then their end, then their number."""
    is_before = is_after = np.zeros(len(places[0]), dtype=bool)
    is_tied = ~is_before
    for values, value in zip(places, own, strict=True):
        is_before = is_before | (is_tied & (values < value))
        is_after = is_after | (is_tied & (values > value))
        is_tied = is_tied & (values == value)
    return is_before, is_after


def _ends(places: tuple[grid.Days, ...], among: grid.Days, side: int) -> int | None:
    """The first (side 0) or the last (side -1) of some events in time; None where there are none."""
    for values in places:
        if not len(among):
            return None
        own = values[among]
        among = among[own == (own.min() if side == 0 else own.max())]
    return int(among[0])


def _background(best: grid.Highlights, bounds: tuple[int, int], reader: Reader) -> dict[str, str]:
    year = grid.iso(best.main_from)[:4]
    count = reader.t("count.events", n=len(best.before))
    return {
        "from": grid.iso(bounds[0]),
        "to": grid.iso(best.main_from - 1),
        "label": reader.t("timeline.before", year=reader.number(year), events=count),
        "action": reader.t("timeline.before_show", year=reader.number(year), events=count),
    }


def _hidden(
    events: _Dated,
    lane: NDArray[np.int64],
    hidden: NDArray[np.bool_],
    lane_ids: Sequence[str],
    window: tuple[int, int],
    bounds: tuple[int, int],
) -> dict[str, Any]:
    """How many events of each lane are not sent, by the time of their middle."""
    starts = grid.bins(window, bounds)
    places = np.searchsorted(starts, events.doubled_middles[hidden] // 2, side="right") - 1
    size = len(starts) - 1
    table = np.bincount(lane[hidden] * size + np.clip(places, 0, size - 1), minlength=len(lane_ids) * size)
    rows = table.reshape(len(lane_ids), size)
    return {
        "bounds": [grid.iso(day) for day in starts],
        "counts": {name: row.tolist() for name, row in zip(lane_ids, rows, strict=True) if row.any()},
    }


def _opened(
    events: _Dated,
    lane: NDArray[np.int64],
    hidden: NDArray[np.bool_],
    lane_ids: Sequence[str],
    asked: Mapping[str, str],
    corpus: Tellings,
    reader: Reader,
) -> dict[str, Any] | None:
    """The unlabelled events of a stretch of a lane, the most important of them as a list."""
    if asked.get("lane") not in lane_ids:
        return None
    try:
        begin, end = grid.number(asked["from"]), grid.number(asked["to"])
    except (KeyError, ValueError):
        return None
    middles = events.doubled_middles // 2
    inside = np.flatnonzero(hidden & (lane == lane_ids.index(asked["lane"])) & (middles >= begin) & (middles <= end))
    best = _best(inside, events, _MOST_OPENED)
    best = best[np.lexsort((events.last[best], middles[best]))]
    wanted = ("id", "from", "label", "date", "precision", "status", "basis")
    items = [_item(row, corpus, reader) for row in events.rows(best)]
    return dict(asked) | {
        "total": len(inside),
        "events": [{name: item[name] for name in wanted if name in item} for item in items],
    }


def bare_date(event: Row, reader: Reader) -> str:
    """The date in words where there is one that has no place on the axis (before our era); '' otherwise."""
    return bare(date_in_words(event["edtf"], event["granularity"], reader)) if event["edtf"] else ""
