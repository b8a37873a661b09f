"""How fast the pipeline is, and how fast dateparser's search is on the same text: `make bench`.

The seeds are repeated until there are so many megabytes, every copy different: years shifted, days, months and
weekdays changed, plain words with other letters, so that no sentence is seen twice and no cache helps. Each measurement
runs in a process of its own. Nothing here asserts a time; the result is written with the machine it came from.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import platform
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).resolve().parent / "results" / "speed.json"
MB = 1_000_000

_WORD = re.compile(r"[^\W\d_]+")
_LOCALES = ("ar", "ar_SY", "ar_DZ", "ar_MA")


# --- varied copies ---------------------------------------------------------------------------------------------------


class Variation:
    """Copies of one text, each with other dates and other plain words. Knows no word itself: names come from CLDR."""

    def __init__(self, text: str, kept: Sequence[tuple[int, int]]) -> None:
        """kept: spans of time words; in them only numbers, months and weekdays change."""
        from babel.dates import get_day_names, get_month_names

        families = [list(get_month_names("wide", locale=locale).values()) for locale in _LOCALES]
        families.append(list(get_day_names("wide", locale="ar").values()))
        self._others = {name: family for family in families for name in family}
        names = "|".join(sorted(map(re.escape, self._others), key=len, reverse=True))
        self._pieces = re.compile(rf"(?P<name>\b(?:{names})\b)|(?P<number>\d+)|(?P<word>[^\W\d_]+)")
        self._text = text
        self._kept = {place for start, end in kept for place in range(start, end)}
        self._letters = sorted({char for word in _WORD.findall(text) if not word.isascii() for char in word})

    def copy(self, seed: int) -> str:
        """The same seed gives the same copy, on every machine."""
        rng = random.Random(seed)
        shift = rng.randrange(-28, 29)
        return self._pieces.sub(lambda match: self._changed(match, rng, shift), self._text)

    def _changed(self, match: re.Match[str], rng: random.Random, shift: int) -> str:
        whole = match.group()
        if match["name"]:
            return rng.choice(self._others[whole])
        if match["number"]:
            number = int(whole)
            if 1900 <= number <= 2100:
                return str(number + shift)
            return str(rng.randrange(1, 29)) if 1 <= number <= 31 else str(rng.randrange(10 ** len(whole)))
        if len(whole) < 4 or whole.isascii() or match.start() in self._kept or rng.random() < 0.4:
            return whole
        place = rng.randrange(2, len(whole))
        return whole[:place] + rng.choice(self._letters) + whole[place + 1 :]


def write_corpus(folder: Path, sources: Path, megabytes: float) -> tuple[int, int]:
    """Fill the folder with varied copies; returns how many articles and bytes there are."""
    from pipeline.reading import read_articles
    from pipeline.run import build_timeline

    timeline = build_timeline(read_articles([sources])[0])
    kept: dict[str, list[tuple[int, int]]] = {name: [] for name in timeline.texts}
    for row in timeline.rows("timexes"):
        kept[row["article"]].append((row["start"], row["end"]))
    variations = [Variation(text, kept[name]) for name, text in sorted(timeline.texts.items())]
    articles = written = 0
    while written < megabytes * MB:
        data = variations[articles % len(variations)].copy(articles).encode()
        (folder / f"{articles:06}.txt").write_bytes(data)
        articles += 1
        written += len(data)
    return articles, written


# --- measurements, each in its own process ---------------------------------------------------------------------------


def measure_pipeline(folder: Path, jobs: int) -> dict[str, Any]:
    """Seconds by stage and peak memory of one run over the folder, from reading the files to the merged events."""
    began = time.perf_counter()
    from pipeline.reading import read_articles
    from pipeline.run import build_timeline

    imported = time.perf_counter()
    articles, _ = read_articles([folder])
    read = time.perf_counter()
    timeline = build_timeline(articles, jobs=jobs)
    done = time.perf_counter()
    return {
        "import_seconds": imported - began,
        "seconds": done - imported,
        "stages": {"reading": read - imported, **getattr(timeline, "timings", {})},
        "timexes": len(timeline.rows("timexes")),
        "mentions": len(timeline.rows("mentions")),
        "events": len(timeline.rows("events")),
        "peak_memory_mb": peak_memory_mb(),
    }


def measure_tagger(folder: Path) -> dict[str, Any]:
    """Seconds for recognition alone and with sentences and resolution, caches cold."""
    from pipeline import scan
    from pipeline.resolve import resolve
    from pipeline.sentences import split_sentences
    from pipeline.timevalue import parse_edtf

    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())]
    anchor = parse_edtf("2020-06-15")
    began = time.process_time()
    found = [scan.scan(text) for text in texts]
    recognised = time.process_time()
    for text, timexes in zip(texts, found, strict=True):
        resolve(text, split_sentences(text), timexes, anchor)
    resolved = time.process_time()
    return {
        "recognition_seconds": recognised - began,
        "resolution_seconds": resolved - began,
        "timexes": sum(map(len, found)),
        "characters": sum(map(len, texts)),
    }


def measure_more_rows(folder: Path, times: int) -> dict[str, Any]:
    """What the grammar costs with its rows so many times over: the copies never win, so only their number counts.

    Both are timed in turn in one process and the best of each is compared, because the difference is smaller than the
    moods of a machine.
    """
    from pipeline import scan

    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())[:400]]
    grammars, rules = {}, scan.RULES
    for number in (1, times):
        scan.RULES = rules * number
        scan._grammar.cache_clear()
        grammars[number] = scan._grammar()
    best = dict.fromkeys(grammars, float("inf"))
    for _ in range(9):
        for number, grammar in grammars.items():
            scan._grammar = lambda grammar=grammar: grammar
            began = time.process_time()
            for text in texts:
                scan.scan(text)
            best[number] = min(best[number], time.process_time() - began)
    return {"times": times, "ratio": best[times] / best[1]}


def measure_dating(folder: Path) -> dict[str, Any]:
    """What it costs to infer when articles were written: with every source of evidence, and with datelines alone.

    Both ways are timed in turn in one process and the best of each is compared. `growth`: how many times as long four
    times the articles take to be dated by one another (4 is linear).
    """
    from pipeline import dct
    from pipeline.reading import read_articles
    from pipeline.run import build_timeline

    articles = read_articles([folder])[0][:400]
    sources = dct.SOURCES
    best = {"datelines": float("inf"), "all": float("inf")}
    for _ in range(4):
        for name, used in (("datelines", sources[:1]), ("all", sources)):
            dct.SOURCES = used
            began = time.process_time()
            build_timeline(articles, isolated=name == "datelines")
            best[name] = min(best[name], time.process_time() - began)
    dct.SOURCES = sources
    stage = [build_timeline(articles[:count]).timings["corpus"] for count in (len(articles) // 4, len(articles))]
    return {"ratio": best["all"] / best["datelines"], "growth": stage[1] / stage[0], "articles": len(articles)}


def measure_import(module: str) -> float:
    """Seconds that a fresh Python takes to import a module, its own start taken off; the best of five."""

    def best(code: str) -> float:
        times = []
        for _ in range(5):
            began = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
            times.append(time.perf_counter() - began)
        return min(times)

    return best(f"import {module}") - best("pass")


def measure_dateparser(folder: Path, megabytes: float) -> dict[str, Any]:
    """Seconds that dateparser's search takes for so much of the same text, its parser warmed up."""
    from dateparser.search import search_dates

    texts, size = [], 0
    for path in sorted(folder.iterdir()):
        texts.append(path.read_text(encoding="utf-8"))
        size += path.stat().st_size
        if size >= megabytes * MB:
            break
    search_dates(texts[-1][:300], languages=["ar"])
    began = time.perf_counter()
    found = sum(len(search_dates(text, languages=["ar"]) or []) for text in texts)
    seconds = time.perf_counter() - began
    return {"seconds": seconds, "bytes": size, "found": found, "peak_memory_mb": peak_memory_mb()}


def peak_memory_mb() -> float | None:
    """The most memory this process has held, or None where the system does not say (Windows)."""
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024) if sys.platform == "darwin" else peak / 1024


def apart(task: Callable[..., dict[str, Any]], *arguments: Any) -> dict[str, Any]:
    """Run a measurement in a fresh process: no caches, no memory of what came before."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(task, arguments)


# --- report ----------------------------------------------------------------------------------------------------------


def machine() -> dict[str, Any]:
    """What the numbers were measured on."""
    model = platform.processor()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        named = re.search(r"model name\s*:\s*(.+)", cpuinfo.read_text(encoding="utf-8"))
        model = named.group(1) if named else model
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "processor": model,
        "cores": os.cpu_count(),
        "python": platform.python_version(),
    }


def report(result: dict[str, Any]) -> str:
    """The result as a table."""
    ours, theirs = result["pipeline"], result["dateparser"]
    lines = [
        f"corpus        {result['articles']} articles, {result['bytes'] / MB:.1f} MB, jobs {result['jobs']}",
        f"machine       {result['machine']['processor']}, {result['machine']['cores']} cores",
        "",
        f"pipeline      {_rates(ours)}  {ours['peak_memory_mb'] or 0:6.0f} MB memory",
        f"dateparser    {_rates(theirs)}  (search_dates, {theirs['bytes'] / MB:.2f} MB of the same text)",
        f"ratio         {result['ratio']:8.1f} times as fast",
        "",
        *_tagger_lines(result),
        "",
        "stage           seconds   share",
    ]
    total = sum(ours["stages"].values()) or 1.0
    lines += (
        f"{stage:<14} {seconds:8.2f}  {seconds / total:6.1%}"
        for stage, seconds in sorted(ours["stages"].items(), key=lambda item: -item[1])
    )
    return "\n".join(lines)


def _tagger_lines(result: dict[str, Any]) -> list[str]:
    tagger, many, theirs = result["tagger"], result["tagger_with_4x_rows"], result["dateparser"]
    per_byte = theirs["seconds"] / theirs["bytes"]

    def line(name: str, seconds: float) -> str:
        speed, ratio = tagger["characters"] / seconds / MB, per_byte * result["bytes"] / seconds
        return f"{name:<28} {speed:5.2f} million characters/s, {ratio:5.1f} times dateparser"

    return [
        line("recognition", tagger["recognition_seconds"]),
        line("recognition and resolution", tagger["resolution_seconds"]),
        f"four times the rows cost     {many['ratio'] - 1:+.0%}",
        f"import pipeline.scan         {result['tagger_import_seconds']:.2f} s",
        f"dating the articles costs    {result['dating']['ratio'] - 1:+.0%}",
        f"by one another               {result['dating']['growth']:.1f} times as long for four times the articles",
    ]


def _rates(measured: dict[str, Any]) -> str:
    return f"{measured['articles_per_second']:8.1f} articles/s  {measured['mb_per_second']:7.3f} MB/s"


def main() -> None:
    """Measure, print and write."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--mb", type=float, default=20, help="megabytes of text (default 20)")
    options.add_argument("--dateparser-mb", type=float, default=0.3, help="megabytes for dateparser (default 0.3)")
    options.add_argument("--jobs", type=int, default=1)
    options.add_argument("--articles", type=Path, default=ROOT / "seeds", help="the folder that is varied")
    options.add_argument("--no-result", action="store_true", help="print only, write nothing")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        articles, size = write_corpus(folder, given.articles, given.mb)
        ours = apart(measure_pipeline, folder, given.jobs)
        tagger, more_rows = apart(measure_tagger, folder), apart(measure_more_rows, folder, 4)
        dating = apart(measure_dating, folder)
        theirs = apart(measure_dateparser, folder, given.dateparser_mb)
    ours |= {"articles_per_second": articles / ours["seconds"], "mb_per_second": size / MB / ours["seconds"]}
    speed = theirs["bytes"] / MB / theirs["seconds"]
    theirs |= {"articles_per_second": speed / (size / MB / articles), "mb_per_second": speed}
    result = {
        "measured": datetime.now(UTC).date().isoformat(),
        "machine": machine(),
        "articles": articles,
        "bytes": size,
        "jobs": given.jobs,
        "pipeline": ours,
        "tagger": tagger,
        "tagger_with_4x_rows": more_rows,
        "dating": dating,
        "tagger_import_seconds": measure_import("pipeline.scan"),
        "dateparser": theirs,
        "ratio": ours["mb_per_second"] / theirs["mb_per_second"],
    }
    print(report(result))
    if not given.no_result:
        RESULTS.parent.mkdir(parents=True, exist_ok=True)
        RESULTS.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
