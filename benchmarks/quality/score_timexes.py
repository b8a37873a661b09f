"""How well temporal expressions are found and read, beside the peers that can be installed.

python -m benchmarks.quality.score_timexes [--misses]

The set is `timexes.jsonl`, the conventions are in README.md. Writes results/timexes.json and results/timexes.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SET = HERE / "timexes.jsonl"
RESULTS = HERE / "results"
MAHA_PYTHON = "MAHA_PYTHON"

FALSE_FRIEND = "false_friend"
MEASURES = ("strict", "relaxed", "value")
PLAIN_TYPES = {"DATE", "TIME", "DURATION", "SET"}

_FULL_HOUR = re.compile(r"(?<=T)(\d\d)$")
# What the peers take into a span by their own convention and ours leaves out (peers.toml).
_LEADING = re.compile(
    "^(?:(?:" + "|".join(tomllib.loads((HERE / "peers.toml").read_text(encoding="utf-8"))["leading"]) + r")\s+)+"
)


# --- the set and what is found ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Gold:
    """One expression of the set, with every type, value and span that is right; the first of each is the preferred."""

    start: int
    end: int
    surface: str
    types: tuple[str, ...]
    values: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    phenomena: tuple[str, ...]


@dataclass(frozen=True)
class Sentence:
    """One text of the set."""

    id: str
    text: str
    anchor: str
    timexes: tuple[Gold, ...]


@dataclass(frozen=True)
class Found:
    """One expression that a system found. type: empty for a system that has none. moment: for one that gives dates."""

    start: int
    end: int
    type: str = ""
    value: str = ""
    moment: datetime | None = None


@dataclass
class Tally:
    """Counts of one measure."""

    gold: int = 0
    found: int = 0
    right: int = 0

    def rates(self) -> dict[str, float]:
        """Precision, recall and F1; nothing to find and nothing found is 1."""
        precision = self.right / self.found if self.found else float(not self.gold)
        recall = self.right / self.gold if self.gold else float(not self.found)
        both = precision + recall
        f1 = 2 * precision * recall / both if both else 0.0
        return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


@dataclass
class Score:
    """One system's counts: overall, by phenomenon, and what it finds where there is nothing."""

    overall: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in MEASURES})
    phenomena: dict[str, dict[str, Tally]] = field(default_factory=dict)
    false_alarms: int = 0
    sentences_with_false_alarms: int = 0
    sentences_without_timexes: int = 0

    def of(self, phenomenon: str) -> dict[str, Tally]:
        """The counts of one phenomenon."""
        return self.phenomena.setdefault(phenomenon, {name: Tally() for name in MEASURES})


def read_set(path: Path = SET) -> list[Sentence]:
    """The sentences of the set; a wrong offset or an unknown type is an error."""
    sentences = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        date.fromisoformat(row["anchor"])
        timexes = []
        for item in row["timexes"]:
            span = (item["start"], item["end"])
            if row["text"][slice(*span)] != item["surface"] or item["type"] not in PLAIN_TYPES:
                message = f"{row['id']}: {item}"
                raise ValueError(message)
            timexes.append(
                Gold(
                    *span,
                    surface=item["surface"],
                    types=(item["type"], *item.get("alt_types", ())),
                    values=(item["value"], *item.get("alt_values", ())),
                    spans=(span, *(tuple(other) for other in item.get("alt_spans", ()))),
                    phenomena=tuple(item["phenomena"]),
                )
            )
        sentences.append(Sentence(row["id"], row["text"], row["anchor"], tuple(timexes)))
    return sentences


# --- systems ---------------------------------------------------------------------------------------------------------


def ours(sentences: Sequence[Sentence]) -> list[list[Found]]:
    """This project's recognition and resolution, each sentence against its own anchor."""
    from pipeline.resolve import resolve
    from pipeline.scan import scan
    from pipeline.sentences import split_sentences
    from pipeline.timevalue import parse_edtf

    answer = []
    for sentence in sentences:
        text = sentence.text
        resolved = resolve(text, split_sentences(text), scan(text), parse_edtf(sentence.anchor))
        answer.append(
            [Found(item.timex.start, item.timex.end, item.timex.type, item.value.timex3) for item in resolved]
        )
    return answer


def dateparser_search(sentences: Sequence[Sentence]) -> list[list[Found]]:
    """dateparser's search with the anchor as its base. It gives no offsets: what it returns is looked up in order."""
    from dateparser.search import search_dates

    answer = []
    for sentence in sentences:
        base = datetime.fromisoformat(sentence.anchor)
        found, place = [], 0
        for words, moment in search_dates(sentence.text, languages=["ar"], settings={"RELATIVE_BASE": base}) or ():
            start = sentence.text.find(words, place)
            if start < 0:
                continue
            place = start + len(words)
            found.append(_trimmed(sentence.text, start, place, moment=moment))
        answer.append(found)
    return answer


def maha(sentences: Sequence[Sentence]) -> list[list[Found]]:
    """Maha, in the interpreter that MAHA_PYTHON names (it needs older libraries than ours)."""
    rows = [{"text": sentence.text, "anchor": sentence.anchor} for sentence in sentences]
    done = subprocess.run(
        [os.environ[MAHA_PYTHON], str(HERE / "maha_peer.py")],
        input=json.dumps(rows),
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    return [
        [
            _trimmed(
                sentence.text,
                item["start"],
                item["end"],
                value=item["duration"],
                moment=datetime.fromisoformat(item["moment"]) if item["moment"] else None,
            )
            for item in found
        ]
        for sentence, found in zip(sentences, json.loads(done.stdout), strict=True)
    ]


def _trimmed(text: str, start: int, end: int, *, value: str = "", moment: datetime | None = None) -> Found:
    """A peer's find without the preposition and the spaces around it."""
    words = text[start:end]
    end -= len(words) - len(words.rstrip())
    start += len(words) - len(words.lstrip())
    if lead := _LEADING.match(text[start:end]):
        start += lead.end()
    return Found(start, end, value=value, moment=moment)


# --- judging ---------------------------------------------------------------------------------------------------------


def pairs(gold: Sequence[Gold], found: Sequence[Found]) -> list[tuple[Gold, Found]]:
    """One-to-one pairs that overlap: equal spans first, then the largest overlap."""
    candidates = []
    for i, right in enumerate(gold):
        for j, item in enumerate(found):
            overlap = max(min(end, item.end) - max(start, item.start) for start, end in right.spans)
            if overlap > 0:
                candidates.append(((item.start, item.end) not in right.spans, -overlap, i, j))
    taken: tuple[set[int], set[int]] = (set(), set())
    answer = []
    for _, _, i, j in sorted(candidates):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            answer.append((gold[i], found[j]))
    return answer


def same_span(gold: Gold, found: Found) -> bool:
    """Strict: the same span and type. A system without types is not asked for one."""
    return (found.start, found.end) in gold.spans and found.type in {"", *gold.types}


def same_value(gold: Gold, found: Found) -> bool:
    """The value is one that is right (T18 is T18:00). A moment is cut to the right value's precision, in its favour."""
    if found.moment is None:
        return _FULL_HOUR.sub(r"\1:00", found.value) in gold.values
    return any(_cut(found.moment, value) == value for value in gold.values)


def _cut(moment: datetime, like: str) -> str:
    """The moment written at the precision of `like`; of a part of the day only its day is asked."""
    year, week, _ = moment.isocalendar()
    day = moment.strftime("%Y-%m-%d")
    shapes: tuple[tuple[str, Callable[[], str]], ...] = (
        (r"\d{2}", lambda: day[:2]),
        (r"\d{3}", lambda: day[:3]),
        (r"\d{4}", lambda: day[:4]),
        (r"\d{4}-\d\d", lambda: day[:7]),
        (r"\d{4}-\d\d-\d\d", lambda: day),
        (r"\d{4}-\d\d-\d\dT(?:MO|MI|AF|EV|NI|DA)", lambda: day + like[10:]),
        (r"\d{4}-\d\d-\d\dT\d\d:\d\d", lambda: moment.strftime("%Y-%m-%dT%H:%M")),
        (r"\d{4}-W\d\d", lambda: f"{year}-W{week:02d}"),
        (r"\d{4}-W\d\d-WE", lambda: f"{year}-W{week:02d}-WE"),
        (r"\d{4}-Q\d", lambda: f"{day[:4]}-Q{(moment.month + 2) // 3}"),
        (r"\d{4}-H\d", lambda: f"{day[:4]}-H{(moment.month + 5) // 6}"),
    )
    return next((write() for shape, write in shapes if re.fullmatch(shape, like)), day)


def judge(sentences: Sequence[Sentence], answers: Sequence[Sequence[Found]]) -> Score:
    """All counts of one system."""
    score = Score()
    for sentence, found in zip(sentences, answers, strict=True):
        matched = pairs(sentence.timexes, found)
        rights = {gold: _right(gold, item) for gold, item in matched}
        for name, tally in score.overall.items():
            _add(tally, len(sentence.timexes), len(found), sum(right[name] for right in rights.values()))
        for gold in sentence.timexes:
            touching = sum(item.start < gold.end and gold.start < item.end for item in found)
            for phenomenon in gold.phenomena:
                for name, tally in score.of(phenomenon).items():
                    _add(tally, 1, touching, rights[gold][name] if gold in rights else 0)
        if not sentence.timexes:
            score.sentences_without_timexes += 1
            score.false_alarms += len(found)
            score.sentences_with_false_alarms += bool(found)
    return score


def _right(gold: Gold, found: Found) -> dict[str, int]:
    return {"strict": int(same_span(gold, found)), "relaxed": 1, "value": int(same_value(gold, found))}


def _add(tally: Tally, gold: int, found: int, right: int) -> None:
    tally.gold += gold
    tally.found += found
    tally.right += right


# --- telling ---------------------------------------------------------------------------------------------------------


def as_json(sentences: Sequence[Sentence], scores: dict[str, Score], absent: dict[str, str]) -> dict[str, Any]:
    """Everything that was counted, by system."""
    return {
        "set": {
            "sentences": len(sentences),
            "timexes": sum(len(sentence.timexes) for sentence in sentences),
            "sentences_without_timexes": sum(not sentence.timexes for sentence in sentences),
            "phenomena": dict(_phenomena(sentences).most_common()),
        },
        "python": platform.python_version(),
        "systems": {
            system: {
                "overall": {name: tally.rates() for name, tally in score.overall.items()},
                "false_alarms": score.false_alarms,
                "sentences_with_false_alarms": score.sentences_with_false_alarms,
                "phenomena": {
                    phenomenon: {name: tally.rates() for name, tally in score.of(phenomenon).items()}
                    for phenomenon, _ in _phenomena(sentences).most_common()
                },
            }
            for system, score in scores.items()
        },
        "absent": absent,
    }


def as_markdown(result: dict[str, Any]) -> str:
    """Two tables: overall, and by phenomenon."""
    systems = list(result["systems"])
    size = result["set"]
    said = (
        f"{size['sentences']} sentences, {size['timexes']} expressions, in percent. "
        f"False alarms: finds in the {size['sentences_without_timexes']} sentences that hold only false friends."
    )
    lines = [
        said,
        "",
        *_table(
            ["System", *(f"{name} {rate}" for name in MEASURES for rate in ("P", "R", "F1")), "False alarms"],
            [
                [
                    system,
                    *(
                        _percent(result["systems"][system]["overall"][name][rate])
                        for name in MEASURES
                        for rate in ("precision", "recall", "f1")
                    ),
                    str(result["systems"][system]["false_alarms"]),
                ]
                for system in systems
            ],
        ),
        "",
        *(f"{system}: {why}.\n" for system, why in result["absent"].items()),
        "By phenomenon, strict recall / value recall / value F1 (an expression may show several):",
        "",
        *_table(
            ["Phenomenon", "n", *systems],
            [
                [phenomenon, str(number), *(_cell(result, system, phenomenon) for system in systems)]
                for phenomenon, number in size["phenomena"].items()
            ],
        ),
    ]
    return "\n".join(lines) + "\n"


def _cell(result: dict[str, Any], system: str, phenomenon: str) -> str:
    rates = result["systems"][system]["phenomena"][phenomenon]
    numbers = (rates["strict"]["recall"], rates["value"]["recall"], rates["value"]["f1"])
    return " / ".join(map(_percent, numbers))


def _percent(rate: float) -> str:
    return f"{100 * rate:.1f}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    ruler = ["---", *("---:" for _ in head[1:])]
    return ["| " + " | ".join(cells) + " |" for cells in (head, ruler, *rows)]


def _phenomena(sentences: Sequence[Sentence]) -> Counter[str]:
    return Counter(name for sentence in sentences for gold in sentence.timexes for name in gold.phenomena)


def print_misses(sentences: Sequence[Sentence], answers: Sequence[Sequence[Found]]) -> None:
    """What is wrong in our answers, a line each: missed, another span or type, another value, too much."""
    for sentence, found in zip(sentences, answers, strict=True):
        matched = pairs(sentence.timexes, found)
        for gold, item in matched:
            wrong = [] if same_span(gold, item) else ["span" if item.type in gold.types else f"span/type {item.type}"]
            wrong += [] if same_value(gold, item) else ["value"]
            if wrong:
                words = sentence.text[item.start : item.end]
                print(f"{sentence.id} {'+'.join(wrong)}: {gold.surface} {gold.values} <> {words} {item.value}")
        for gold in set(sentence.timexes) - {gold for gold, _ in matched}:
            print(f"{sentence.id} missed: {gold.surface} {gold.values} {','.join(gold.phenomena)}")
        for item in set(found) - {item for _, item in matched}:
            print(f"{sentence.id} too much: {sentence.text[item.start : item.end]} {item.value}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Score every system that is here, print, write the results."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality.score_timexes", description=__doc__)
    parser.add_argument("--misses", action="store_true", help="print what is wrong in our answers, write nothing")
    options = parser.parse_args(arguments)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]

    sentences = read_set()
    if options.misses:
        print_misses(sentences, ours(sentences))
        return 0

    systems: dict[str, Callable[[Sequence[Sentence]], list[list[Found]]]] = {"Tasalsul": ours}
    absent = {}
    try:
        systems[f"dateparser {metadata.version('dateparser')} search"] = dateparser_search
    except metadata.PackageNotFoundError:
        absent["dateparser search"] = "not installed"
    if os.environ.get(MAHA_PYTHON):
        systems["Maha (mahad)"] = maha
    else:
        absent["Maha (mahad)"] = f"not installed ({MAHA_PYTHON} names no interpreter)"

    scores = {name: judge(sentences, system(sentences)) for name, system in systems.items()}
    result = as_json(sentences, scores, absent)
    table = as_markdown(result)
    print(table, end="")
    RESULTS.mkdir(exist_ok=True)
    written = json.dumps(result, ensure_ascii=False, indent=2) + "\n"
    (RESULTS / "timexes.json").write_text(written, encoding="utf-8", newline="\n")
    (RESULTS / "timexes.md").write_text(table, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
