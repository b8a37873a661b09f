"""How well dated events are found, told, and merged where two articles tell the same.

python -m benchmarks.quality.score_events [--misses]

The sets are `events.jsonl` and `statuses.jsonl`, the conventions are in README.md. Every article is read alone with its
date given, then the two of each pair as one corpus. Writes results/events.json and results/events.md.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
EVENTS = HERE / "events.jsonl"
STATUSES_SET = HERE / "statuses.jsonl"
RESULTS = HERE / "results"

STATUSES = (
    "happened",
    "ongoing",
    "planned",
    "possible",
    "alleged",
    "denied",
    "postponed",
    "cancelled",
    "recurring",
)
MISSED = "missed"
"""What a case counts as in which no event is found at the clause."""

SAME_CLAUSE = 0.2
"""Clauses are the same from this share of common characters (intersection over union)."""
WIDER = 31
"""Days by which compatible intervals may differ in width."""

OR = " | "
"""Between the names of one actor or place, any of which is right."""


# --- the sets and what is found --------------------------------------------------------------------------------------


Bounds = tuple[date, date]


@dataclass(frozen=True)
class Mention:
    """One telling of a dated event, of the set or found.

    bounds: the interval and its equals, the preferred one first. kinds likewise. event: '' where it is not asked for.
    optional: wanted from nobody and wrong for nobody. names: actors and places, each with its other right forms.
    """

    start: int
    end: int
    bounds: tuple[Bounds, ...]
    status: str
    kinds: tuple[str, ...]
    names: tuple[tuple[str, ...], ...]
    granularity: str = "day"
    event: str = ""
    optional: bool = False
    optional_names: tuple[str, ...] = ()

    @property
    def days(self) -> int:
        """The width of its interval."""
        return (self.bounds[0][1] - self.bounds[0][0]).days + 1


@dataclass(frozen=True)
class Article:
    """One article of the set."""

    id: str
    pair: str
    subject: str
    text: str
    anchor: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True)
class Case:
    """One text of the set of statuses: how the event at its clause is told, who says so and who denies it."""

    id: str
    text: str
    anchor: str
    start: int
    end: int
    status: str
    speaker: tuple[str, ...]
    denied_by: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Told:
    """One system's answer to a case. No status: it finds no event there."""

    status: str = MISSED
    speaker: str = ""
    denied_by: tuple[str, ...] = ()


def read_articles(path: Path = EVENTS) -> list[Article]:
    """The articles of the set; a clause that is not in the text is an error."""
    return [
        Article(
            row["id"],
            row["pair"],
            row["subject"],
            row["text"],
            row["anchor"],
            tuple(_wanted(row["text"], item) for item in row["mentions"]),
        )
        for row in _rows(path)
    ]


def _wanted(text: str, item: dict[str, Any]) -> Mention:
    start = text.index(item["clause"])
    intervals = [(item["earliest"], item["latest"]), *item.get("also_right", ())]
    return Mention(
        start,
        start + len(item["clause"]),
        bounds=tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in intervals),
        status=item["status"],
        kinds=(item["kind"], *item.get("also_kinds", ())),
        names=tuple(tuple(name.split(OR)) for name in (*item["actors"], *item["places"])),
        granularity=item["granularity"],
        event=item["event"],
        optional=item.get("optional", False),
        optional_names=tuple(item.get("optional_names", ())),
    )


def read_cases(path: Path = STATUSES_SET) -> list[Case]:
    """The cases of the set of statuses."""
    cases = []
    for row in _rows(path):
        start = row["text"].index(row["clause"])
        cases.append(
            Case(
                row["id"],
                row["text"],
                row["anchor"],
                start,
                start + len(row["clause"]),
                row["status"],
                tuple(row["speaker"].split(OR)) if row["speaker"] else (),
                tuple(tuple(name.split(OR)) for name in row["denied_by"]),
            )
        )
    return cases


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    return map(json.loads, path.read_text(encoding="utf-8").splitlines())


# --- this project ----------------------------------------------------------------------------------------------------


def _read(texts: dict[str, tuple[str, str]]) -> dict[str, list[dict[str, Any]]]:
    """The rows of the mentions of one corpus by article, its dates given. Denials come from the event as well."""
    from pipeline import build_timeline
    from pipeline.reading import from_text

    timeline = build_timeline(
        [from_text(name, text) for name, (text, _) in texts.items()],
        anchors={name: anchor for name, (_, anchor) in texts.items()},
        isolated=len(texts) == 1,
    )
    denials = {row["event_id"]: row["denied_by"] for row in timeline.rows("events")}
    answer: dict[str, list[dict[str, Any]]] = {name: [] for name in texts}
    for row in timeline.rows("mentions"):
        denied_by = [*row["denied_by"], *denials.get(row["event_id"], ())]
        answer[row["article"]].append({**row, "denied_by": list(dict.fromkeys(denied_by))})
    return answer


def found_in(articles: Sequence[Article]) -> list[list[Mention]]:
    """The dated mentions that are found in each article when these are one corpus."""
    rows = _read({article.id: (article.text, article.anchor) for article in articles})
    return [[_found(row) for row in rows[article.id] if row["earliest"] and row["latest"]] for article in articles]


def _found(row: dict[str, Any]) -> Mention:
    return Mention(
        row["start"],
        row["end"],
        bounds=((_day(row["earliest"]), _day(row["latest"])),),
        status=row["status"],
        kinds=(row["kind"],),
        names=tuple((name,) for name in (*row["actors"], *row["places"])),
        granularity=row["granularity"],
        event=row["event_id"],
    )


def _day(value: object) -> date:
    return date.fromisoformat(str(value)[:10])


def tell(case: Case) -> Told:
    """This project's answer to a case: the event whose clause is nearest to the one asked about."""
    rows = _read({case.id: (case.text, case.anchor)})[case.id]
    near = [(likeness((case.start, case.end), (row["start"], row["end"])), row) for row in rows]
    share, row = max(near, key=lambda pair: pair[0], default=(0.0, {}))
    return Told(row["status"], row["speaker"] or "", tuple(row["denied_by"])) if share else Told()


# --- comparing -------------------------------------------------------------------------------------------------------


def likeness(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Intersection over union of two stretches of text."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return common / (max(one[1], other[1]) - min(one[0], other[0])) if common > 0 else 0.0


def is_exact(found: Mention, wanted: Mention) -> bool:
    """The interval is the wanted one or one of its equals."""
    return found.bounds[0] in wanted.bounds


def is_compatible(found: Mention, wanted: Mention) -> bool:
    """The intervals overlap and neither is wider than the other by more than a month."""
    (first, last), (earliest, latest) = found.bounds[0], wanted.bounds[0]
    return is_exact(found, wanted) or (first <= latest and earliest <= last and abs(found.days - wanted.days) <= WIDER)


def match(
    found: Sequence[Mention], wanted: Sequence[Mention], same: Callable[[Mention, Mention], bool]
) -> list[tuple[int, int]]:
    """Pairs of what is found and what is wanted, one to one: the likest clauses first, what is not optional before."""
    pairs = [
        (target.optional, -share, i, j)
        for i, item in enumerate(found)
        for j, target in enumerate(wanted)
        if (share := likeness((item.start, item.end), (target.start, target.end))) >= SAME_CLAUSE and same(item, target)
    ]
    taken, left, right = [], set[int](), set[int]()
    for _, _, i, j in sorted(pairs):
        if i not in left and j not in right:
            taken.append((i, j))
            left.add(i)
            right.add(j)
    return taken


_PLAIN = {
    ord(unicodedata.lookup(f"ARABIC LETTER {one}")): unicodedata.lookup(f"ARABIC LETTER {other}")
    for one, other in (("ALEF MAKSURA", "YEH"), ("TEH MARBUTA", "HEH"), ("GHAIN", "JEEM"))
}
_ARTICLE = unicodedata.lookup("ARABIC LETTER ALEF") + unicodedata.lookup("ARABIC LETTER LAM")
_YEH = unicodedata.lookup("ARABIC LETTER YEH")
_TATWEEL = unicodedata.lookup("ARABIC TATWEEL")


def words_of(name: str) -> list[str]:
    """A name's words without what spellings of it differ in: hamzas, vowels, the article, final letters."""
    letters = (char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    plain = "".join(letters).replace(_TATWEEL, "").translate(_PLAIN).replace(_YEH * 2, _YEH)
    words = "".join(char if char.isalnum() else " " for char in plain).split()
    return [word.removeprefix(_ARTICLE) if len(word) > 4 else word for word in words]


def same_name(one: str, other: str) -> bool:
    """One name holds all words of the other, or they differ in their spaces only."""
    some, more = words_of(one), words_of(other)
    if not some or not more:
        return False
    return set(some) <= set(more) or set(more) <= set(some) or "".join(some) == "".join(more)


def any_same(name: str, names: Iterable[str]) -> bool:
    """The name is one of these."""
    return any(same_name(name, other) for other in names)


# --- counting --------------------------------------------------------------------------------------------------------


@dataclass
class Tally:
    """Counts of one measure; found and wanted may be right by counts of their own."""

    wanted: int = 0
    found: int = 0
    wanted_right: int = 0
    found_right: int = 0

    def rates(self) -> dict[str, float | int | None]:
        """Precision, recall and F1."""
        precision, recall = share(self.found_right, self.found), share(self.wanted_right, self.wanted)
        both = (precision or 0.0) + (recall or 0.0)
        f1 = 2 * (precision or 0.0) * (recall or 0.0) / both if both else 0.0
        return {
            "wanted": self.wanted,
            "found": self.found,
            "precision": precision,
            "recall": recall,
            "f1": round(f1, 4) if self.wanted or self.found else None,
        }


@dataclass
class Score:
    """What is counted over some articles."""

    exact: Tally = field(default_factory=Tally)
    compatible: Tally = field(default_factory=Tally)
    names: Tally = field(default_factory=Tally)
    status: Counter[tuple[str, str]] = field(default_factory=Counter)
    kinds: Counter[bool] = field(default_factory=Counter)

    def rates(self) -> dict[str, Any]:
        """All measures; status and kind are of the mentions with an exact interval."""
        paired = self.status.total()
        return {
            "exact": self.exact.rates(),
            "compatible": self.compatible.rates(),
            "status": share(sum(number for (told, right), number in self.status.items() if told == right), paired),
            "kind": share(self.kinds[True], paired),
            "names": self.names.rates(),
        }


def share(part: int, whole: int) -> float | None:
    """A rate, None of nothing."""
    return round(part / whole, 4) if whole else None


def count(score: Score, found: Sequence[Mention], wanted: Sequence[Mention]) -> None:
    """Add one article to a score."""
    for tally, same in ((score.exact, is_exact), (score.compatible, is_compatible)):
        pairs = match(found, wanted, same)
        # The exact interval of an optional event may stand for it, a compatible one as well: neither counts.
        spare = {i for i, j in match(found, wanted, is_compatible) if wanted[j].optional}
        hits = {i for i, j in pairs if not wanted[j].optional}
        tally.wanted += sum(not target.optional for target in wanted)
        tally.found += len(found) - len(spare - hits)
        tally.wanted_right += len(hits)
        tally.found_right += len(hits)
    for i, j in match(found, wanted, is_exact):
        if not wanted[j].optional:
            score.status[found[i].status, wanted[j].status] += 1
            score.kinds[found[i].kinds[0] in wanted[j].kinds] += 1
            count_names(score.names, found[i], wanted[j])


def count_names(tally: Tally, found: Mention, wanted: Mention) -> None:
    """Add the actors and places of a pair; each wanted one is found once, optional ones do not count."""
    given = list(dict.fromkeys(name for (name,) in found.names))
    right = [name for name in given if any(any_same(name, names) for names in wanted.names)]
    wrong = [name for name in given if name not in right and not any_same(name, wanted.optional_names)]
    tally.found += len(right) + len(wrong)
    tally.found_right += len(right)
    tally.wanted += len(wanted.names)
    tally.wanted_right += sum(any(any_same(name, names) for name in given) for names in wanted.names)


def score_articles(articles: Sequence[Article], answers: Sequence[Sequence[Mention]]) -> dict[str, Any]:
    """All measures over the articles: overall, by subject, and by the kind, status and granularity that are wanted."""
    overall, subjects = Score(), defaultdict[str, Score](Score)
    groups: dict[str, dict[str, Counter[str]]] = {name: defaultdict(Counter) for name in ("kind", "status", "unit")}
    for article, found in zip(articles, answers, strict=True):
        for score in (overall, subjects[article.subject]):
            count(score, found, article.mentions)
        exact = {j: found[i] for i, j in match(found, article.mentions, is_exact)}
        compatible = {j for _, j in match(found, article.mentions, is_compatible)}
        for j, target in enumerate(article.mentions):
            if target.optional:
                continue
            keys = {"kind": target.kinds[0], "status": target.status, "unit": target.granularity}
            for group, key in keys.items():
                counts = groups[group][key]
                counts["wanted"] += 1
                counts["exact"] += j in exact
                counts["compatible"] += j in compatible
                counts["status"] += j in exact and exact[j].status == target.status
                counts["kind"] += j in exact and exact[j].kinds[0] in target.kinds
    return {
        "overall": overall.rates(),
        "by_subject": {name: subjects[name].rates() for name in sorted(subjects)},
        **{f"by_{group}": {key: _recalls(keys[key]) for key in sorted(keys)} for group, keys in groups.items()},
    }


def _recalls(counts: Counter[str]) -> dict[str, Any]:
    return {
        "wanted": counts["wanted"],
        "exact": share(counts["exact"], counts["wanted"]),
        "compatible": share(counts["compatible"], counts["wanted"]),
        "status": share(counts["status"], counts["exact"]),
        "kind": share(counts["kind"], counts["exact"]),
    }


def b_cubed(pairs: Sequence[tuple[Hashable, Hashable]]) -> dict[str, Any]:
    """B3 of a clustering: (wanted, found) cluster of each mention."""
    both, wanted, found = Counter(pairs), Counter(pair[0] for pair in pairs), Counter(pair[1] for pair in pairs)
    precision = sum(both[pair] / found[pair[1]] for pair in pairs) / len(pairs) if pairs else 0.0
    recall = sum(both[pair] / wanted[pair[0]] for pair in pairs) / len(pairs) if pairs else 0.0
    f1 = 2 * precision * recall / (precision + recall) if pairs else 0.0
    return {
        "mentions": len(pairs),
        "events": len(wanted),
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(f1, 4),
    }


def score_pairs(articles: Sequence[Article]) -> dict[str, Any]:
    """How mentions of two articles are merged, of those found with the exact interval and with a compatible one."""
    pairs: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        if article.pair:
            pairs[article.pair].append(article)
    result: dict[str, Any] = {"pairs": len(pairs)}
    answers = {name: found_in(two) for name, two in pairs.items()}
    for measure, same in (("exact", is_exact), ("compatible", is_compatible)):
        clusters: list[tuple[Hashable, Hashable]] = []
        links = Tally()
        for name, two in pairs.items():
            sides = [
                [
                    ((name, article.mentions[j].event), (name, found[i].event))
                    for i, j in match(found, article.mentions, same)
                    if not article.mentions[j].optional
                ]
                for article, found in zip(two, answers[name], strict=True)
            ]
            clusters += [pair for side in sides for pair in side]
            for one in sides[0]:
                for other in sides[1]:
                    links.wanted += one[0] == other[0]
                    links.found += one[1] == other[1]
                    links.wanted_right += one == other
                    links.found_right += one == other
        result[measure] = {"b3": b_cubed(clusters), "links_between_articles": links.rates()}
    return result


def score_cases(cases: Sequence[Case], answers: Sequence[Told]) -> dict[str, Any]:
    """Accuracy and F1 by status, macro F1, speakers and denials."""
    table = Counter((case.status, told.status) for case, told in zip(cases, answers, strict=True))
    by_status: dict[str, dict[str, Any]] = {}
    for status in STATUSES:
        right, wanted = table[status, status], sum(table[status, other] for other in (*STATUSES, MISSED))
        found = sum(table[other, status] for other in STATUSES)
        rates = Tally(wanted, found, right, right).rates()
        told_as = {other: table[status, other] for other in (*STATUSES, MISSED) if table[status, other]}
        by_status[status] = {"accuracy": rates["recall"], **rates, "told_as": told_as}
    speakers = [speaker_is_right(case, told) for case, told in zip(cases, answers, strict=True)]
    named = [right for case, right in zip(cases, speakers, strict=True) if case.speaker]
    unnamed = [right for case, right in zip(cases, speakers, strict=True) if not case.speaker]
    deniers = [
        any_same_of(names, told.denied_by)
        for case, told in zip(cases, answers, strict=True)
        for names in case.denied_by
    ]
    alarms = [bool(told.denied_by) for case, told in zip(cases, answers, strict=True) if not case.denied_by]
    f1s = [by_status[status]["f1"] or 0.0 for status in STATUSES]
    return {
        "cases": len(cases),
        "found": share(sum(told.status != MISSED for told in answers), len(cases)),
        "accuracy": share(
            sum(case.status == told.status for case, told in zip(cases, answers, strict=True)), len(cases)
        ),
        "macro_f1": round(sum(f1s) / len(f1s), 4),
        "by_status": by_status,
        "speaker": {
            "cases": len(cases),
            "accuracy": share(sum(speakers), len(speakers)),
            "cases_with_speaker": len(named),
            "accuracy_with_speaker": share(sum(named), len(named)),
            "accuracy_without_speaker": share(sum(unnamed), len(unnamed)),
        },
        "denied_by": {
            "wanted": len(deniers),
            "recall": share(sum(deniers), len(deniers)),
            "false_denials": sum(alarms),
            "cases_without_denial": len(alarms),
        },
    }


def speaker_is_right(case: Case, told: Told) -> bool:
    """The one who says so is named, or nobody; who denies something may be named as speaker of the denial."""
    if told.status == MISSED:
        return False
    if case.speaker:
        return any_same(told.speaker, case.speaker)
    return not told.speaker or any(any_same(told.speaker, names) for names in case.denied_by)


def any_same_of(names: Iterable[str], others: Sequence[str]) -> bool:
    """One of some names is one of the others."""
    return any(any_same(name, others) for name in names)


# --- telling ---------------------------------------------------------------------------------------------------------


def as_json(
    articles: Sequence[Article], answers: Sequence[Sequence[Mention]], cases: Sequence[Case], told: Sequence[Told]
) -> dict[str, Any]:
    """Everything that was measured."""
    targets = [target for article in articles for target in article.mentions if not target.optional]
    return {
        "set": {"articles": len(articles), "mentions": len(targets), "status_cases": len(cases)},
        "python": platform.python_version(),
        "articles": score_articles(articles, answers),
        "merging": score_pairs(articles),
        "statuses": score_cases(cases, told),
    }


def as_markdown(result: dict[str, Any]) -> str:
    """The tables: events, merging, statuses."""
    size, told, merging, cases = result["set"], result["articles"], result["merging"], result["statuses"]
    overall = told["overall"]
    lines = [
        f"{size['articles']} articles with {size['mentions']} tellings of dated events, their dates given, in percent.",
        "",
        *_table(
            ["", "wanted", "found", "precision", "recall", "F1"],
            [
                [label, str(rates["wanted"]), str(rates["found"]), *_percents(rates, "precision", "recall", "f1")]
                for label, rates in (
                    ("dated events, exact interval", overall["exact"]),
                    ("dated events, compatible interval", overall["compatible"]),
                    ("names, of exact ones", overall["names"]),
                )
            ],
        ),
        "",
        (
            f"Of those with the exact interval the status is right in {_percent(overall['status'])}, "
            f"the kind in {_percent(overall['kind'])}."
        ),
        "",
        "## By subject",
        "",
        *_table(
            ["", "n", "exact F1", "compatible F1", "status", "kind", "names F1"],
            [
                [
                    name,
                    str(part["exact"]["wanted"]),
                    _percent(part["exact"]["f1"]),
                    _percent(part["compatible"]["f1"]),
                    _percent(part["status"]),
                    _percent(part["kind"]),
                    _percent(part["names"]["f1"]),
                ]
                for name, part in told["by_subject"].items()
            ],
        ),
    ]
    for title, key in (("kind", "by_kind"), ("status", "by_status"), ("unit of the date", "by_unit")):
        lines += ["", f"## By {title}", ""]
        lines += _table(
            ["", "n", "exact recall", "compatible recall", "status right", "kind right"],
            [
                [name, str(part["wanted"]), *_percents(part, "exact", "compatible", "status", "kind")]
                for name, part in told[key].items()
            ],
        )
    lines += ["", f"## Merging, {merging['pairs']} pairs of articles", ""]
    lines += _table(
        ["", "n", "precision", "recall", "F1"],
        [
            row
            for measure in ("exact", "compatible")
            for row in (
                [
                    f"B3, {measure} interval",
                    str(merging[measure]["b3"]["mentions"]),
                    *_percents(merging[measure]["b3"], "precision", "recall", "f1"),
                ],
                [
                    f"links between the two articles, {measure} interval",
                    str(merging[measure]["links_between_articles"]["wanted"]),
                    *_percents(merging[measure]["links_between_articles"], "precision", "recall", "f1"),
                ],
            )
        ],
    )
    lines += ["", f"## Statuses, {cases['cases']} cases", ""]
    lines += _table(
        ["", "n", "accuracy", "precision", "F1", "told as"],
        [
            [
                status,
                str(part["wanted"]),
                *_percents(part, "accuracy", "precision", "f1"),
                ", ".join(f"{name} {number}" for name, number in part["told_as"].items()),
            ]
            for status, part in cases["by_status"].items()
        ],
    )
    speaker, denied = cases["speaker"], cases["denied_by"]
    lines += [
        "",
        (
            f"Found {_percent(cases['found'])}, accuracy {_percent(cases['accuracy'])}, "
            f"macro F1 {_percent(cases['macro_f1'])}."
        ),
        "",
        (
            f"Speaker: {_percent(speaker['accuracy'])} of all, {_percent(speaker['accuracy_with_speaker'])} of the "
            f"{speaker['cases_with_speaker']} with one, {_percent(speaker['accuracy_without_speaker'])} of the others. "
            f"Who denies it: recall {_percent(denied['recall'])} of {denied['wanted']}, "
            f"{denied['false_denials']} false in {denied['cases_without_denial']} cases without a denial."
        ),
    ]
    return "\n".join(lines) + "\n"


def _percent(rate: float | None) -> str:
    return "–" if rate is None else f"{100 * rate:.1f}"


def _percents(rates: dict[str, Any], *keys: str) -> list[str]:
    return [_percent(rates[key]) for key in keys]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    ruler = ["---", *("---:" for _ in head[1:])]
    return ["| " + " | ".join(cells) + " |" for cells in (head, ruler, *rows)]


def print_misses(
    articles: Sequence[Article], answers: Sequence[Sequence[Mention]], cases: Sequence[Case], told: Sequence[Told]
) -> None:
    """A line for everything that is missed, found too much or told wrongly: ids and numbers, no texts."""
    for article, found in zip(articles, answers, strict=True):
        exact = {j: found[i] for i, j in match(found, article.mentions, is_exact)}
        compatible = {j: found[i] for i, j in match(found, article.mentions, is_compatible)}
        for j, target in enumerate(article.mentions):
            place = f"{article.id} {target.event} {target.start}-{target.end}"
            if j not in exact and not target.optional:
                near = f"compatible {_span(compatible[j])}" if j in compatible else "nothing compatible"
                print(f"{place} {target.granularity}: wanted {_span(target)}, {near}")
            elif j in exact and exact[j].status != target.status:
                print(f"{place}: wanted {target.status}, found {exact[j].status}")
        known = {i for i, _ in match(found, article.mentions, is_compatible)}
        known |= {i for i, _ in match(found, article.mentions, is_exact)}
        for i, item in enumerate(found):
            if i not in known:
                print(f"{article.id} {item.start}-{item.end}: found too much, {_span(item)} {item.kinds[0]}")
    for case, answer in zip(cases, told, strict=True):
        if case.status != answer.status:
            print(f"{case.id}: wanted {case.status}, found {answer.status}")
        elif not speaker_is_right(case, answer):
            print(f"{case.id}: speaker")
        elif not all(any_same_of(names, answer.denied_by) for names in case.denied_by):
            print(f"{case.id}: who denies it")


def _span(mention: Mention) -> str:
    return "..".join(end.isoformat() for end in mention.bounds[0])


def main(arguments: Sequence[str] | None = None) -> int:
    """Score, print, write the results."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality.score_events", description=__doc__)
    parser.add_argument("--misses", action="store_true", help="print what is wrong, without texts; write nothing")
    options = parser.parse_args(arguments)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]

    articles, cases = read_articles(), read_cases()
    answers = [found_in([article])[0] for article in articles]
    told = [tell(case) for case in cases]
    if options.misses:
        print_misses(articles, answers, cases, told)
        return 0
    result = as_json(articles, answers, cases, told)
    table = as_markdown(result)
    print(table, end="")
    RESULTS.mkdir(exist_ok=True)
    written = json.dumps(result, ensure_ascii=False, indent=2) + "\n"
    (RESULTS / "events.json").write_text(written, encoding="utf-8", newline="\n")
    (RESULTS / "events.md").write_text(table, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
