"""How many planted contradictions `check` finds, and how often it is wrong on correct articles: by code.

    python -m benchmarks.quality.score_checks

The articles (checks_articles.toml) were written for this and are right in every date; each place where a contradiction
can be planted is marked there. Every planted case is one article with one fault. Written to results/checks.md.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from pipeline import build_timeline
from pipeline.model import Article

HERE = Path(__file__).resolve().parent
DATA = HERE / "checks_articles.toml"
FRESH = HERE / "checks_articles_fresh.toml"
RESULTS = HERE / "results" / "checks.md"
FIRST_LOOK = (
    "When the second set was measured for the first time, before anything was changed by it, 90 of 103 were found "
    "(87.4%), with one warning on its 8 correct articles; what general rules could be learned from it was then added, "
    "and two slots that were no contradiction were put right."
)
_SLOT = re.compile(r"\{\{([A-Z]\d+)\|([^{}]*)\}\}")
# A fault that two checks may rightly name.
_ALSO = {
    "D105": {"D201"},
    "D201": {"D105", "D203", "D301"},
    "D301": {"D201", "D206"},
    "D302": {"D201"},
    "E201": {"E202"},
    "E203": {"E201", "D107"},
    "E302": {"E201"},
    "D203": {"D201"},
}
_LATER = 9
# Shorter texts are alike by chance, so none is called a copy.
_COMPARABLE = 100
# «Officials met yesterday to discuss the matter.»
_YESTERDAY = (
    "\u0648\u0627\u062c\u062a\u0645\u0639 \u0627\u0644\u0645\u0633\u0624\u0648\u0644\u0648\u0646 "
    "\u0623\u0645\u0633 \u0644\u0628\u062d\u062b \u0627\u0644\u0623\u0645\u0631."
)
# A sentence that names a year: an article without them and without its dateline has no date.
_YEARED = re.compile(r"[^.\n]*[0-9\u0660-\u0669]{4}[^.\n]*\.?")


class Case(NamedTuple):
    """texts: name -> text of the corpus. at: article and span of the planted words, None for a whole article."""

    id: str
    code: str
    texts: dict[str, str]
    at: tuple[str, int, int] | None


class Told(NamedTuple):
    """A finding, as far as it is counted."""

    code: str
    severity: str
    article: str
    start: int
    end: int
    message: str
    related: tuple[tuple[str, int, int], ...]


def filled(text: str, choice: tuple[int, int] | None) -> tuple[str, tuple[int, int] | None]:
    """A text with the right words in all slots but one. choice: slot and wrong alternative; the span of its words."""
    out, last, size = [], 0, 0
    span: tuple[int, int] | None = None
    for number, slot in enumerate(_SLOT.finditer(text)):
        words = slot[2].split("|")
        chosen = words[choice[1]] if choice is not None and choice[0] == number else words[0]
        out.append(text[last : slot.start()])
        size += slot.start() - last
        if choice is not None and choice[0] == number:
            span = (size, size + len(chosen))
        out.append(chosen)
        size += len(chosen)
        last = slot.end()
    return "".join((*out, text[last:])), span


def corpus_of(article: dict[str, Any]) -> list[tuple[str, str]]:
    """The names and marked texts of an article and its companions."""
    rows = [article, *article.get("companion", [])]
    return [(f"{row['id']}.txt", row["text"].strip() + "\n") for row in rows]


def cases(articles: list[dict[str, Any]]) -> Iterator[Case]:
    """Every planted case, in a fixed order."""
    for article in articles:
        rows = corpus_of(article)
        right = {name: filled(text, None)[0] for name, text in rows}
        for name, text in rows:
            for number, slot in enumerate(_SLOT.finditer(text)):
                for wrong in range(1, len(slot[2].split("|"))):
                    planted, span = filled(text, (number, wrong))
                    assert span is not None
                    code = slot[1]
                    together = right | {name: planted} if code.startswith("E") else {name: planted}
                    yield Case(f"{article['id']} {code} {number}.{wrong}", code, together, (name, *span))
        name, text = rows[0][0], right[rows[0][0]]
        yield from whole(article, name, text)


def whole(article: dict[str, Any], name: str, text: str) -> Iterator[Case]:
    """The faults of a whole article: a second dateline, none at all, and the same article once more."""
    written = date.fromisoformat(article["date"])
    later = written + timedelta(days=_LATER)
    yield Case(f"{article['id']} D101", "D101", {name: f"{later.day}/{later.month}/{later.year}\n{text}"}, None)
    lines = text.split("\n")
    body = _YEARED.sub("", "\n".join(line for line in lines if not _is_dateline(line)))
    yield Case(f"{article['id']} D104", "D104", {name: f"{_YESTERDAY}\n\n{body}"}, None)
    if len(text.split()) < _COMPARABLE:
        return
    copy = "\n".join(lines[:-3]) + "\n"
    yield Case(f"{article['id']} E304", "E304", {name: text, f"copy-of-{name}": copy}, None)


def _is_dateline(line: str) -> bool:
    return (
        len(line.split()) < 16 and bool(re.search(r"[0-9\u0660-\u0669]{4}", line)) and not line.rstrip().endswith(".")
    )


def check(texts: dict[str, str]) -> list[Told]:
    """The findings of one corpus."""
    articles = [Article(name, text, hashlib.sha256(text.encode()).hexdigest()) for name, text in texts.items()]
    return [
        Told(
            row["code"],
            row["severity"],
            row["article"],
            row["start"],
            row["end"],
            row["message_en"],
            tuple((one["article"], one["start"], one["end"]) for one in row["related"]),
        )
        for row in build_timeline(articles).rows("check")
    ]


def is_at(found: Told, at: tuple[str, int, int]) -> bool:
    """Whether a finding, or what it refers to, lies on the planted words."""
    places = ((found.article, found.start, found.end), *found.related)
    return any(name == at[0] and start < at[2] and at[1] < end for name, start, end in places)


def hit(case: Case, found: list[Told], *, exactly: bool) -> bool:
    """Whether a case was found: by its own code, or one that says the same."""
    codes = {case.code} if exactly else {case.code} | _ALSO.get(case.code, set())
    return any(one.code in codes and (case.at is None or is_at(one, case.at)) for one in found)


class Measured(NamedTuple):
    """What one set of articles gave. own: found by the very code. clean: findings on the correct articles."""

    planted: dict[str, list[bool]]
    own: Counter[str]
    clean: list[Told]
    texts: int
    words: int


def measure(path: Path, *, verbose: bool) -> Measured:
    """Check every correct article of a set, and every planted case."""
    with path.open("rb") as file:
        articles = tomllib.load(file)["article"]
    clean: list[Told] = []
    words = texts = 0
    for article in articles:
        corpus = {name: filled(text, None)[0] for name, text in corpus_of(article)}
        found = check(corpus)
        clean += found
        texts += len(corpus)
        words += sum(len(text.split()) for text in corpus.values())
        for one in found if verbose else ():
            print("clean:", one.article, one.code, one.severity, one.message)
    planted: dict[str, list[bool]] = defaultdict(list)
    own: Counter[str] = Counter()
    for case in cases(articles):
        found = check(case.texts)
        is_found = hit(case, found, exactly=False)
        planted[case.code].append(is_found)
        own[case.code] += hit(case, found, exactly=True)
        if verbose and not is_found:
            at = case.at
            print("missed:", case.id, "|", case.texts[at[0]][at[1] : at[2]] if at else "", [one.code for one in found])
    return Measured(planted, own, clean, texts, words)


def main() -> int:
    """Measure, print and record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--verbose", action="store_true", help="list what was missed and what is wrong")
    verbose = parser.parse_args().verbose
    report = "# Planted contradictions and false alarms\n\n`python -m benchmarks.quality.score_checks`\n"
    for path, what in ((DATA, "Developed with"), (FRESH, "Written afterwards")):
        report += f"\n## {what}: `{path.name}`\n\n{table(measure(path, verbose=verbose))}"
    report += f"\n{FIRST_LOOK}\n"
    print(report)
    RESULTS.write_text(report, encoding="utf-8")
    return 0


def _counted(severities: Counter[str]) -> str:
    return ", ".join(f"{severities[name]} {name}s" for name in ("error", "warning", "info"))


def table(measured: Measured) -> str:
    """The measurement of one set as Markdown."""
    planted, own, clean, texts, words = measured
    false = Counter(one.code for one in clean)
    by_severity = Counter(one.severity for one in clean)
    total, found = sum(map(len, planted.values())), sum(map(sum, planted.values()))
    rate = 500 * by_severity["warning"] / words
    lines = [
        f"{total} planted cases in {texts} correct articles ({words} words): {found} found ({found / total:.1%}).",
        f"On the correct articles: {_counted(by_severity)}, {rate:.2f} warnings per 500 words.",
        "",
        "| code | planted | found | by the very code | recall | on correct articles |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for code in sorted({*planted, *false}):
        rows = planted.get(code, [])
        recall = f"{sum(rows) / len(rows):.1%}" if rows else ""
        lines.append(f"| {code} | {len(rows)} | {sum(rows)} | {own[code]} | {recall} | {false[code]} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    raise SystemExit(main())
