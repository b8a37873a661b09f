"""Events as the timeline component wants them (docs/timeline-component.md). Pure: rows in, plain values out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pandas import isna

from ui.format import bare, date_in_words, month_names, name_in
from ui.reader import Reader
from ui.strings import messages

if TYPE_CHECKING:
    import pandas as pd

LANES = ("kind", "actor", "place", "source")
REST = "rest"
MOST_LANES = 8
MOST_HIGHLIGHTS = 9
_BADGE_STATUSES = ("alleged", "planned", "possible", "postponed", "cancelled", "recurring")
Row = Mapping[str, Any]


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


def _words(event: Row, tellings: Sequence[Row], timexes: Mapping[tuple[str, int], Row]) -> tuple[str, str]:
    """The article's own vague words for the date, and their TIMEX3 mod; empty where the words are a plain date."""
    for mention in tellings:
        if mention["edtf"] != event["edtf"]:
            continue
        for start, _ in mention["timexes"]:
            timex = timexes.get((mention["article"], start))
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


def _lane_names(event: Row, lanes: str) -> Sequence[str]:
    if lanes == "kind":
        return [event["kind"]]
    return event[{"actor": "actors", "place": "places", "source": "articles"}[lanes]]


def _lanes(events: Sequence[Row], lanes: str) -> tuple[list[str], Callable[[Row], str]]:
    """The lanes with most events, and which of them an event stands in: the fullest one that it belongs to."""
    tally = Counter(name for event in events for name in _lane_names(event, lanes))
    order = [name for name, _ in sorted(tally.items(), key=lambda item: (-item[1], item[0]))][:MOST_LANES]

    def lane_of(event: Row) -> str:
        names = _lane_names(event, lanes)
        return next((name for name in order if name in names), REST)

    return order, lane_of


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


def timeline_data(
    events: pd.DataFrame,
    mentions_of: Mapping[str, Sequence[Row]],
    timexes: pd.DataFrame,
    *,
    reader: Reader,
    lanes: str = "kind",
    lane_label: Callable[[str], str],
    english: Mapping[str, str],
    selected: str | None = None,
    window: tuple[str, str] | None = None,
) -> dict[str, Any]:
    """Everything the component draws. lane_label: the words for a lane that is not a kind (an outlet, a name)."""
    columns = ["article", "start", "surface", "mod", "relative_to"]
    expressions = {(row["article"], row["start"]): row for row in timexes[columns].to_dict("records")}
    dated: list[dict[str, Any]] = []
    undated: list[dict[str, Any]] = []
    rows = events.sort_values(["earliest", "latest", "event_id"]).to_dict("records")
    with_bounds = [row for row in rows if is_dated(row)]
    order, lane_of = _lanes(with_bounds, lanes)
    for row in rows:
        tellings = mentions_of.get(row["event_id"], ())
        words, mod = _words(row, tellings, expressions)
        label = title(row, reader.lang)
        if not is_dated(row):
            undated.append({"id": row["event_id"], "label": label, "words": words or bare_date(row, reader)})
            continue
        item = {
            "id": row["event_id"],
            "lane": lane_of(row),
            "from": _iso(row["earliest"]),
            "to": _iso(row["latest"]),
            "precision": precision(row, mod),
            "status": row["status"],
            "basis": row["basis"],
            "label": label,
            "words": words,
            "date": bare(date_in_words(row["edtf"], row["granularity"], reader)),
            "badges": badges(row, reader, english),
            "importance": float(row["importance"]),
        }
        if plan := _plan(row, tellings):
            item["plan"] = plan
        dated.append(item)
    used = {item["lane"] for item in dated}
    names = [*order, REST] if REST in used else order
    return {
        "lang": reader.lang,
        "timeDir": reader.time_dir,
        "theme": reader.theme,
        "digits": "arab" if reader.digits == "arab" and reader.lang == "ar" else "latn",
        "months": list(month_names(reader)),
        "strings": _component_strings(reader.lang, reader),
        "lanes": [
            {"id": name, "label": reader.t("lanes.rest") if name == REST else lane_label(name)}
            for name in names
            if name in used
        ],
        "events": dated,
        "undated": undated,
        "highlights": _highlights(dated, reader),
        "selected": selected,
        "window": {"from": window[0], "to": window[1]} if window else None,
    }


def bare_date(event: Row, reader: Reader) -> str:
    """The date in words where there is one that has no place on the axis (before our era); '' otherwise."""
    return bare(date_in_words(event["edtf"], event["granularity"], reader)) if event["edtf"] else ""


def _highlights(dated: Sequence[Mapping[str, Any]], reader: Reader) -> list[dict[str, Any]]:
    """The most important events in the order of time; fewer than a handful need no line of their own."""
    if len(dated) <= MOST_HIGHLIGHTS // 2:
        return []
    best = sorted(dated, key=lambda item: (-item["importance"], item["from"], item["id"]))[:MOST_HIGHLIGHTS]
    weekdays = reader.words("weekdays")

    def short(date: str) -> str:
        return next((date[len(day) + 1 :] for day in weekdays if date.startswith(f"{day} ")), date)

    return [
        {key: item[key] for key in ("id", "label", "precision", "status")} | {"date": short(item["date"])}
        for item in sorted(best, key=lambda item: (item["from"], item["to"], item["id"]))
    ]
