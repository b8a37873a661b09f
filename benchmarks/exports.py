"""What each data format costs, as multiples of pandas' CSV of the same table of events in the same process.

Written with the machine it came from; nothing here asserts a time. `python -m benchmarks.exports [EVENTS]`: with a
number it prints only.
"""

from __future__ import annotations

import gc
import json
import os
import platform
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.synthetic import synthetic_corpus
from exports import CHRONICLES, FORMATS
from ui.chronicle_words import chronicle_words
from ui.downloads import chronicle_of_selection, rows_of
from ui.reader import Reader

RESULTS = Path(__file__).resolve().parent / "results" / "exports.json"
EVENTS = 10_000
_RUNS = 5


def measure(events: int) -> dict[str, Any]:
    """Processor seconds of pandas' CSV, and of every format as multiples of them, the best of some runs each."""
    corpus = synthetic_corpus(events)
    rows = rows_of(corpus.events)
    chronicle = chronicle_of_selection(corpus.events, Reader(), corpus)
    gc.freeze()
    plain = _seconds(lambda: corpus.events.to_csv(index=False))
    took = {format_.EXTENSION: _seconds(lambda format_=format_: format_.write("events", rows)) for format_ in FORMATS}
    for format_ in CHRONICLES:
        # Dates once said in words are kept with a chronicle: each run says them anew.
        fresh = [replace(chronicle, words=chronicle_words(Reader(), chronicle.english)) for _ in range(_RUNS)]
        took[format_.EXTENSION] = _seconds(lambda format_=format_, fresh=fresh: format_.write(fresh.pop()))
    return {"events": events, "pandas to_csv, seconds": round(plain, 3)} | {
        name: round(seconds / plain, 1) for name, seconds in took.items()
    }


def _seconds(work: Callable[[], Any]) -> float:
    best = float("inf")
    for _ in range(_RUNS):
        before = time.process_time()
        work()
        best = min(best, time.process_time() - before)
    return best


def main() -> None:
    """Measure so many events as the command line says, or ten thousand, which are kept."""
    found = measure(int(sys.argv[1]) if sys.argv[1:] else EVENTS)
    print(json.dumps(found, indent=2))
    if not sys.argv[1:]:
        machine = {"cores": os.cpu_count(), "machine": platform.machine(), "python": platform.python_version()}
        RESULTS.write_text(json.dumps(machine | found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
