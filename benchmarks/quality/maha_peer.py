"""Maha's finds, for score_timexes: run by an interpreter that has it (`pip install mahad`), no part of this project.

Reads a JSON list of {"text", "anchor"} from standard input and writes, for each, the list of what Maha finds:
{"start", "end", "moment" (ISO, empty where it gives none), "duration" (TIMEX3, empty where it is none)}.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime
from typing import Any

_UNITS = {
    "YEARS": ("", "Y"),
    "MONTHS": ("", "M"),
    "WEEKS": ("", "W"),
    "DAYS": ("", "D"),
    "HOURS": ("T", "H"),
    "MINUTES": ("T", "M"),
    "SECONDS": ("T", "S"),
}


def duration(value: Any) -> str:
    """A Maha duration as TIMEX3: its parts in its own order, P3Y or P2Y3M or PT4H."""
    dates, times = "", ""
    for part in value.values:
        clock, letter = _UNITS.get(part.unit.name, ("", ""))
        if clock:
            times += f"{part.value:g}{letter}"
        else:
            dates += f"{part.value:g}{letter}"
    return f"P{dates}" + (f"T{times}" if times else "")


def moment(value: Any, anchor: datetime) -> str:
    """The moment that a Maha time comes to, counted from the anchor; of an interval its start, where it has one."""
    start = getattr(value, "start", None) or getattr(value, "end", None) or value
    try:
        return (anchor + start).isoformat()
    except (TypeError, ValueError, OverflowError):
        return ""


def main() -> None:
    """Read the texts, write the finds."""
    from maha.parsers.functions import parse_dimension

    answer = []
    for row in json.load(sys.stdin):
        text, anchor = row["text"], datetime.fromisoformat(row["anchor"])
        found = [
            {"start": item.start, "end": item.end, "moment": moment(item.value, anchor), "duration": ""}
            for item in parse_dimension(text, time=True)
        ]
        taken = [(item["start"], item["end"]) for item in found]
        found += [
            {"start": item.start, "end": item.end, "moment": "", "duration": duration(item.value)}
            for item in parse_dimension(text, duration=True)
            if all(item.end <= start or end <= item.start for start, end in taken)
        ]
        answer.append(found)
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
