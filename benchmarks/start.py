"""How long one `check` from the shell takes, start included, beside `import dateparser`: `python -m benchmarks.start`.

Both are started in turn, each in a Python of its own; counted is the processor's time, which other programs disturb
least. The first start, which finds nothing kept of the word lists, and starts that may keep nothing stand beside the
ordinary ones. Nothing here asserts a time; the result is written with the machine it came from.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from typing import Any

from pipeline.kept import FOLDER_VARIABLE

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).resolve().parent / "results" / "start.json"
WORDS = 1_000


def article() -> str:
    """The first thousand words of the longest seed."""
    longest = max((path.read_text(encoding="utf-8") for path in (ROOT / "seeds").glob("*.txt")), key=len)
    words = list(re.finditer(r"\S+", longest))[:WORDS]
    return longest[: words[-1].end()] + "\n"


def processor_seconds(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """What a Python of its own takes to carry out a command, in its own time and the system's for it."""
    before = getrusage(RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=False)
    after = getrusage(RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):  # 1: an error was found in the article
        raise RuntimeError(f"{' '.join(command)}: ended with {done.returncode}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(starts: int) -> dict[str, Any]:
    """Seconds of each kind of start, median of so many, and their ratios to importing dateparser."""
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "article.txt"
        text.write_text(article(), encoding="utf-8")
        check = ("-m", "pipeline", "check", os.fspath(text))
        plain = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        keeping = plain | {FOLDER_VARIABLE: os.fspath(Path(folder) / "kept")}
        nothing_kept = plain | {FOLDER_VARIABLE: os.fspath(text / "no-folder")}
        commands: dict[str, tuple[Sequence[str], Mapping[str, str]]] = {
            "dateparser": (("-c", "import dateparser"), plain),
            "check": (check, keeping),
            "check where nothing can be kept": (check, nothing_kept),
            "python": (("-c", "pass"), plain),
        }
        processor_seconds(check, nothing_kept)  # so that every module is compiled
        first = processor_seconds(check, keeping)
        processor_seconds(*commands["dateparser"])
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(starts):
            for name, command in commands.items():
                times[name].append(processor_seconds(*command))
    seconds = {name: median(taken) for name, taken in times.items()} | {"first check": first}
    return {
        "starts": starts,
        "words": WORDS,
        "processor seconds, median": {name: round(taken, 3) for name, taken in seconds.items()},
        "times dateparser's import": {
            name: round(taken / seconds["dateparser"], 2) for name, taken in seconds.items() if "check" in name
        },
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("starts", nargs="?", type=int, default=15)
    result = {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        **measure(parser.parse_args().starts),
    }
    RESULTS.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
