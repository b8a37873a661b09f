"""How well the date of an article is found in its text alone, beside what a careful reader could find.

python -m benchmarks.quality.score_anchors [--set fresh|first] [--misses] [--not-after]

The sets are `anchors_fresh.jsonl` and `anchors.jsonl`, the conventions are in README.md. Each article is read alone,
without a given date: once with nothing else known, once knowing that it was collected 30 days after it was written.
Writes results/anchors.json and results/anchors.md when both sets are scored.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
SETS = {"fresh": HERE / "anchors_fresh.jsonl", "first": HERE / "anchors.jsonl"}
"""By name, in the order of the report; README.md says how they differ."""
RESULTS = HERE / "results"

COLLECTED_AFTER = timedelta(days=30)
EVIDENCE = ("none", "one bound", "years", "year", "month", "day")
BINS = (0.0, 0.5, 0.8, 0.9, 0.95)
"""The lower ends of the bins of confidence; the last one ends with 1, which belongs to it."""


# --- the set and what is found ---------------------------------------------------------------------------------------


class Interval(NamedTuple):
    """What is known of a date: inclusive bounds, None where there is none."""

    earliest: date | None = None
    latest: date | None = None

    @property
    def days(self) -> int | None:
        """Its width, None where an end is open."""
        if self.earliest is None or self.latest is None:
            return None
        return (self.latest - self.earliest).days + 1

    def covers(self, day: date) -> bool:
        """The day lies inside; an open end holds everything."""
        return (self.earliest or date.min) <= day <= (self.latest or date.max)

    def within(self, other: Interval) -> bool:
        """It is as tight as the other or tighter, at both ends."""
        return (self.earliest or date.min) >= (other.earliest or date.min) and (self.latest or date.max) <= (
            other.latest or date.max
        )

    def pin(self, digits: int) -> str:
        """The year (4), month (7) or day (10) in which all of it lies, '' if it is not all in one."""
        if self.earliest is None or self.latest is None:
            return ""
        first, last = self.earliest.isoformat()[:digits], self.latest.isoformat()[:digits]
        return first if first == last else ""

    def until(self, day: date | None) -> Interval:
        """The same, known to end on the day at the latest."""
        if day is None or (self.latest is not None and self.latest <= day):
            return self
        return Interval(self.earliest, day)

    def __str__(self) -> str:
        return f"{self.earliest or ''}..{self.latest or ''}"


@dataclass(frozen=True)
class Article:
    """One article of the set. written: the truth. reader: what a careful reader could conclude from the text."""

    id: str
    style: str
    text: str
    written: date
    reader: Interval

    @property
    def evidence(self) -> str:
        """How much its text holds, one of EVIDENCE, from what the reader makes of it."""
        for name, digits in (("day", 10), ("month", 7), ("year", 4)):
            if self.reader.pin(digits):
                return name
        if self.reader.days:
            return "years"
        return "one bound" if any(self.reader) else "none"

    @property
    def collected(self) -> date:
        """The day that the second run is told not to go beyond."""
        return self.written + COLLECTED_AFTER


@dataclass(frozen=True)
class Answer:
    """One system's answer for one article. confidence: None for one that has none."""

    interval: Interval
    confidence: float | None = None


def read_set(path: Path) -> list[Article]:
    """The articles of a set; a date that is none is an error."""
    return [
        Article(row["id"], row["style"], row["text"], date.fromisoformat(row["date"]), _interval(row["reader"] or {}))
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())
    ]


def _interval(row: dict[str, Any]) -> Interval:
    """Bounds of a row, of the set or of the anchors' table. An open EDTF end is open, whatever bounds stand beside."""
    earliest, latest = (date.fromisoformat(str(row[end])) if row.get(end) else None for end in Interval._fields)
    edtf = row.get("edtf", "").strip("[]{}")
    return Interval(None if edtf.startswith("..") else earliest, None if edtf.endswith("..") else latest)


# --- systems ---------------------------------------------------------------------------------------------------------


def ours(article: Article, not_after: date | None) -> Answer:
    """This project's anchor of the article, read alone."""
    from pipeline import build_timeline
    from pipeline.reading import from_text

    timeline = build_timeline(
        [from_text(article.id, article.text)],
        isolated=True,
        not_after=not_after.isoformat() if not_after else None,
    )
    (row,) = timeline.rows("anchors")
    return Answer(Interval() if row["source"] == "unknown" else _interval(row), row["confidence"])


def careful_reader(article: Article, not_after: date | None) -> Answer:
    """What the set says can be known; the reader is told the day of collection too."""
    return Answer(article.reader.until(not_after))


# --- judging ---------------------------------------------------------------------------------------------------------


def judge(articles: Sequence[Article], answers: Sequence[Answer], *, not_after: bool) -> dict[str, Any]:
    """All measures of one run."""
    pairs = list(zip(articles, answers, strict=True))
    reported = [pair for pair in pairs if is_reported(*pair, not_after=not_after)]
    widths = [days for _, answer in reported if (days := answer.interval.days) is not None]
    result: dict[str, Any] = {
        "articles": len(pairs),
        "reported": _share(len(reported), len(pairs)),
        "reported_with_both_bounds": _share(len(widths), len(pairs)),
        "coverage": _share(sum(answer.interval.covers(article.written) for article, answer in reported), len(reported)),
        "median_days": statistics.median(widths) if widths else None,
    }
    for name, digits in (("year", 4), ("month", 7), ("day", 10)):
        pins = [(answer.interval.pin(digits), article.written.isoformat()[:digits]) for article, answer in reported]
        result[f"{name}_right"] = _share(sum(pin == truth for pin, truth in pins), len(pairs))
        result[f"{name}_wrong"] = _share(sum(bool(pin) and pin != truth for pin, truth in pins), len(pairs))
    tight = [pair for pair in pairs if is_tight(*pair, not_after=not_after)]
    result["as_tight_as_reader"] = _share(len(tight), len(pairs))
    result["wider_than_reader"] = _share(len(pairs) - len(tight), len(pairs))
    wrong = sum(not answer.interval.covers(article.written) for article, answer in tight)
    result["as_tight_but_wrong"] = _share(wrong, len(pairs))
    telling = [article for article in articles if article.evidence != "none"]
    result["as_tight_where_text_tells"] = _share(sum(article.evidence != "none" for article, _ in tight), len(telling))
    return result


def is_reported(article: Article, answer: Answer, *, not_after: bool) -> bool:
    """The answer says something: it has a bound, and one that was not given to it."""
    earliest, latest = answer.interval
    return earliest is not None or (latest is not None and not (not_after and latest >= article.collected))


def is_tight(article: Article, answer: Answer, *, not_after: bool) -> bool:
    """As tight as the careful reader's interval or tighter; both know the day of collection, or neither."""
    known = article.collected if not_after else None
    return answer.interval.until(known).within(article.reader.until(known))


def calibrate(articles: Sequence[Article], answers: Sequence[Answer], *, not_after: bool) -> dict[str, Any]:
    """Confidence against coverage, of what is reported: by bins, and the Brier score."""
    told = [
        (answer.confidence, answer.interval.covers(article.written))
        for article, answer in zip(articles, answers, strict=True)
        if answer.confidence is not None and is_reported(article, answer, not_after=not_after)
    ]
    bins = []
    for low, high in zip(BINS, (*BINS[1:], 1.0), strict=True):
        inside = [pair for pair in told if low <= pair[0] < high or pair[0] == high == 1.0]
        bins.append(
            {
                "from": low,
                "to": high,
                "articles": len(inside),
                "mean_confidence": round(statistics.fmean(pair[0] for pair in inside), 4) if inside else None,
                "coverage": _share(sum(pair[1] for pair in inside), len(inside)),
            }
        )
    brier = round(statistics.fmean((sure - right) ** 2 for sure, right in told), 4) if told else None
    return {"bins": bins, "brier": brier}


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


# --- telling ---------------------------------------------------------------------------------------------------------


def as_json(articles: Sequence[Article]) -> dict[str, Any]:
    """Everything that was measured on one set, by run."""
    result: dict[str, Any] = {
        "set": {
            "articles": len(articles),
            "evidence": {name: sum(article.evidence == name for article in articles) for name in EVIDENCE},
        },
        "runs": {},
    }
    for name, not_after in (("text alone", False), ("with the day of collection", True)):
        answers, readers = answers_of(articles, ours, not_after), answers_of(articles, careful_reader, not_after)
        result["runs"][name] = {
            "Tasalsul": judge(articles, answers, not_after=not_after),
            "careful reader": judge(articles, readers, not_after=not_after),
            "calibration": calibrate(articles, answers, not_after=not_after),
            "by_evidence": _by(articles, answers, lambda article: article.evidence, EVIDENCE, not_after=not_after),
            "by_style": _by(
                articles,
                answers,
                lambda article: article.style,
                sorted({article.style for article in articles}),
                not_after=not_after,
            ),
        }
    return result


def answers_of(
    articles: Sequence[Article], system: Callable[[Article, date | None], Answer], not_after: bool
) -> list[Answer]:
    """One system's answers in one of the two runs."""
    return [system(article, article.collected if not_after else None) for article in articles]


def _by(
    articles: Sequence[Article],
    answers: Sequence[Answer],
    group: Callable[[Article], str],
    names: Iterable[str],
    *,
    not_after: bool,
) -> dict[str, dict[str, Any]]:
    parts = {}
    for name in names:
        pairs = [pair for pair in zip(articles, answers, strict=True) if group(pair[0]) == name]
        if pairs:
            inside, given = zip(*pairs, strict=True)
            parts[name] = judge(inside, given, not_after=not_after)
    return parts


_ROWS = (
    ("reported, of all", "reported"),
    ("… with both bounds", "reported_with_both_bounds"),
    ("coverage: truth inside, of what is reported", "coverage"),
    ("year pinned right, of all", "year_right"),
    ("year pinned wrong, of all", "year_wrong"),
    ("month pinned right, of all", "month_right"),
    ("month pinned wrong, of all", "month_wrong"),
    ("day pinned right, of all", "day_right"),
    ("day pinned wrong, of all", "day_wrong"),
    ("as tight as the careful reader or tighter, of all", "as_tight_as_reader"),
    ("… where the text tells something", "as_tight_where_text_tells"),
    ("… but the truth is outside", "as_tight_but_wrong"),
    ("wider than the careful reader, of all", "wider_than_reader"),
)
_COLUMNS = (
    "reported",
    "coverage",
    "year_right",
    "month_right",
    "day_right",
    "year_wrong",
    "as_tight_as_reader",
)
_HEADS = ("n", "reported", "coverage", "year", "month", "day", "wrong year", "as tight as the reader")


def as_markdown(name: str, result: dict[str, Any]) -> str:
    """The tables of one set: overall, calibration, by evidence and by style."""
    runs, size = result["runs"], result["set"]
    evidence = ", ".join(f"{kind} {number}" for kind, number in size["evidence"].items())
    columns = [(run, system) for run in runs for system in ("Tasalsul", "careful reader")]
    lines = [
        f"# The {name} set",
        "",
        f"{size['articles']} articles without a date on them, in percent. What a careful reader finds: {evidence}.",
        "",
        *_table(
            ["", *(f"{system}, {run}" for run, system in columns)],
            [
                *([label, *(_percent(runs[run][system][key]) for run, system in columns)] for label, key in _ROWS),
                ["median days of bounded intervals", *(_number(runs[run][s]["median_days"]) for run, s in columns)],
            ],
        ),
    ]
    for run, told in runs.items():
        lines += ["", f"## {run[0].upper()}{run[1:]}", "", "Confidence against coverage, of what is reported:", ""]
        lines += _table(
            ["confidence", "n", "mean confidence", "coverage"],
            [
                [
                    f"{item['from']:.2f}–{item['to']:.2f}",
                    str(item["articles"]),
                    _percent(item["mean_confidence"]),
                    _percent(item["coverage"]),
                ]
                for item in told["calibration"]["bins"]
            ],
        )
        lines += ["", f"Brier score: {_number(told['calibration']['brier'])}."]
        for title, key in (("By what a careful reader finds", "by_evidence"), ("By style", "by_style")):
            rows = [
                [group, str(part["articles"]), *(_percent(part[column]) for column in _COLUMNS)]
                for group, part in told[key].items()
            ]
            lines += ["", f"{title}:", "", *_table(["", *_HEADS], rows)]
    return "\n".join(lines) + "\n"


def _percent(rate: float | None) -> str:
    return "–" if rate is None else f"{100 * rate:.1f}"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:g}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    ruler = ["---", *("---:" for _ in head[1:])]
    return ["| " + " | ".join(cells) + " |" for cells in (head, ruler, *rows)]


def print_misses(articles: Sequence[Article], answers: Sequence[Answer], *, not_after: bool) -> None:
    """A line for each answer that leaves the truth outside or is wider than the reader's; the texts are not shown."""
    for article, answer in zip(articles, answers, strict=True):
        wrong = not answer.interval.covers(article.written)
        if wrong or not is_tight(article, answer, not_after=not_after):
            reader = article.reader.until(article.collected if not_after else None)
            print(
                f"{article.id} {'WRONG' if wrong else 'wider'} {article.style}: {article.written}, "
                f"reader {reader}, found {answer.interval} ({_number(answer.confidence)})"
            )


def main(arguments: Sequence[str] | None = None) -> int:
    """Score both runs of each set, print, write the results."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality.score_anchors", description=__doc__)
    parser.add_argument("--set", choices=SETS, help="only this set, and write nothing (both)")
    parser.add_argument("--misses", action="store_true", help="print what is wrong or too wide, write nothing")
    parser.add_argument("--not-after", action="store_true", help="with --misses: of the run that knows the collection")
    options = parser.parse_args(arguments)
    if options.not_after and not options.misses:
        parser.error("--not-after goes with --misses; without it both runs are scored")
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]

    sets = {name: read_set(path) for name, path in SETS.items() if options.set in (None, name)}
    if options.misses:
        for articles in sets.values():
            print_misses(articles, answers_of(articles, ours, options.not_after), not_after=options.not_after)
        return 0
    results = {name: as_json(articles) for name, articles in sets.items()}
    table = "\n".join(as_markdown(name, result) for name, result in results.items())
    print(table, end="")
    if options.set is None:
        RESULTS.mkdir(exist_ok=True)
        told = {"python": platform.python_version(), "sets": results}
        written = json.dumps(told, ensure_ascii=False, indent=2) + "\n"
        (RESULTS / "anchors.json").write_text(written, encoding="utf-8", newline="\n")
        (RESULTS / "anchors.md").write_text(table, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
