"""The command line's own words: its options, the dates given with them, and tables for a terminal."""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple, NoReturn

from pipeline.checks.catalogue import explained, known_codes, unknown_prefixes
from pipeline.house_style import HouseStyle, read_style
from pipeline.lexicon import DataFileError
from pipeline.messages import LANGUAGES, Language
from pipeline.model import Problem
from pipeline.table import TABLES, Row
from pipeline.timevalue import parse_edtf

ANY_ARTICLE = "*"

_DESCRIPTION = "Pulls dated events out of Arabic news articles into tables."
_COMMANDS = {
    "articles": "each article: outlet, author, agency, how it was read",
    "timexes": "each temporal expression and its value",
    "anchors": "each article's date, and what it rests on",
    "mentions": "each article's claim of a dated event",
    "events": "the events, merged over all articles",
    "check": "contradictions and oddities of chronology; exit code 1 for an error",
}
_EPILOG = (
    "commands:\n"
    + "".join(f"  {name:<9} {meaning}\n" for name, meaning in _COMMANDS.items())
    + """
examples:
  python -m pipeline events seeds                          a table on the terminal
  python -m pipeline events seeds -o events.xlsx           the suffix chooses the format: {suffixes}
  python -m pipeline timexes article.txt | head            JSON Lines into a pipe
  python -m pipeline anchors - --anchor 2023-09 < a.txt    standard input, its date known to the month
  python -m pipeline events seeds -o sheet.quiz.pdf        a worksheet; its answers: -o sheet.key.pdf
  python -m pipeline check seeds --anchor dates.csv        dates from a file with the columns article,date
  python -m pipeline check - --format text < draft.txt     file:line:col: CODE message, for a program that edits
  python -m pipeline check draft.docx --style house.toml   deviations from the house's style as well (H1)
  python -m pipeline check --explain D201                  what a code means, with an example

exit codes:
  0 done, 1 check found an error, 2 bad usage or an input that could not be read (each named on standard error)
"""
)

# The columns a terminal has room for, in order, and the most characters each may take (0: as many as are left).
_SHOWN: Mapping[str, Mapping[str, int]] = {
    "articles": {"article": 32, "title": 0, "outlet": 18, "agency": 14, "encoding": 12, "characters": 10, "status": 11},
    "timexes": {"article": 24, "start": 6, "surface": 0, "type": 8, "value": 22, "edtf": 24, "relative_to": 11},
    "anchors": {"article": 32, "edtf": 24, "granularity": 11, "source": 8, "confidence": 10, "evidence": 0},
    "mentions": {"article": 24, "edtf": 24, "status": 9, "kind": 14, "speaker": 18, "title_ar": 0},
    "events": {"edtf": 24, "basis": 8, "status": 9, "kind": 14, "origins": 7, "title_ar": 0},
    "check": {"severity": 8, "code": 24, "article": 24, "start": 6, "surface": 20, "message_en": 0},
}
_LEAST_WIDTH = 12
_GAP = "  "
_LEFT_TO_RIGHT, _RIGHT_TO_LEFT, _END = "\u2066", "\u2067", "\u2069"
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


class UsageError(Exception):
    """The command cannot be carried out as it was given; `lines` say why, one each."""

    def __init__(self, *lines: str) -> None:
        super().__init__("; ".join(lines))
        self.lines = lines


class Options(NamedTuple):
    """A command as given. anchors: article name, or '*' for all, -> EDTF."""

    command: str
    paths: tuple[str, ...]
    output: str | None
    anchor: str | None
    not_after: str | None
    isolated: bool
    jobs: int
    scheduler: str | None
    style: str | None
    findings: FindingOptions
    paper: PaperOptions


class PaperOptions(NamedTuple):
    """Of files in words: what is printed, shown and drawn. story: a file. most: so many events, 0 as many as fit."""

    language: Language = "ar"
    title: str = ""
    story: str = ""
    most: int = 0


class FindingOptions(NamedTuple):
    """Of `check` alone. select, ignore: prefixes of codes. format: '' for that of every command. explain: a code.

    language: '' where it was not said.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    format: str = ""
    language: Language | Literal[""] = ""
    explain: str = ""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{self.prog}: {one_line(message)}; see {self.prog} --help")


def parser(suffixes: Sequence[str]) -> argparse.ArgumentParser:
    """The command line's grammar. suffixes: what -o knows, for the help text."""
    made = _Parser(
        prog="python -m pipeline",
        description=_DESCRIPTION,
        epilog=_EPILOG.format(suffixes=" ".join(suffixes)),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    made.add_argument("command", metavar="COMMAND", choices=list(TABLES), help=" ".join(TABLES))
    made.add_argument(
        "paths", metavar="PATH", nargs="*", help="a file, a folder (read recursively) or - (standard input)"
    )
    made.add_argument("-o", "--output", metavar="FILE", help="write to a file; its suffix chooses the format")
    made.add_argument(
        "--anchor", metavar="DATE|CSV", help="the articles' date, where you know it (EDTF), or a CSV file: article,date"
    )
    made.add_argument("--not-after", metavar="DATE", help="the day on which the articles were collected")
    made.add_argument("--isolated", action="store_true", help="each article alone, no help from the others")
    made.add_argument("--jobs", metavar="N", default="1", help="so many processes (default 1)")
    made.add_argument("--scheduler", metavar="ADDRESS", help="an existing cluster that does the work")
    made.add_argument("--style", metavar="FILE", help="the house's spelling of names, months and digits (TOML)")
    of_paper = made.add_argument_group(
        "of files to be printed and shown (.pdf .quiz.pdf .key.pdf .docx .txt .pptx .svg .png .html) and of timelines "
        "for other programs (.chronicle.jsonl .jsonld .ics .timelinejs.json .vis.json)"
    )
    of_paper.add_argument("--language", choices=LANGUAGES, help="the language they are in (default ar)")
    of_paper.add_argument("--title", metavar="WORDS", help="what stands at the top")
    of_paper.add_argument("--story", metavar="FILE", help="a story's JSON: these events only, in its order")
    of_paper.add_argument("--most", metavar="N", help="only the N most important events")
    of_check = made.add_argument_group("of check alone")
    of_check.add_argument("--select", metavar="CODES", action="append", help="only these codes or their beginnings")
    of_check.add_argument("--ignore", metavar="CODES", action="append", help="all but these; the longer one decides")
    of_check.add_argument("--format", choices=("text", "json", "sarif", "github"), help="how findings are written")
    of_check.add_argument("--lang", choices=LANGUAGES, help="the language of their messages (default en)")
    of_check.add_argument("--explain", metavar="CODE", help="what a code means, with an example")
    return made


def parse(arguments: Sequence[str], suffixes: Sequence[str]) -> Options:
    """The options in the arguments. Raises UsageError, and SystemExit after --help."""
    given = parser(suffixes).parse_intermixed_args(list(arguments))
    findings = _finding_options(given)
    if not given.paths and not findings.explain:
        raise UsageError("no PATH given; name a file, a folder or - (standard input), or see python -m pipeline --help")
    jobs = int(given.jobs) if re.fullmatch("[0-9]{1,4}", given.jobs) else 0
    if jobs < 1:
        raise UsageError(f"--jobs {one_line(given.jobs)}: not a number of processes; give 1 or more")
    return Options(
        command=given.command,
        paths=tuple(given.paths),
        output=given.output,
        anchor=given.anchor,
        not_after=None if given.not_after is None else _edtf(given.not_after),
        isolated=given.isolated,
        jobs=jobs,
        scheduler=given.scheduler,
        style=given.style,
        findings=findings,
        paper=_paper_options(given),
    )


def _paper_options(given: argparse.Namespace) -> PaperOptions:
    wanted = given.most or "0"
    if given.most is not None and not re.fullmatch("0*[1-9][0-9]{0,5}", wanted):
        raise UsageError(f"--most {one_line(wanted)}: not a number of events; give 1 or more")
    return PaperOptions(given.language or "ar", given.title or "", given.story or "", int(wanted))


def _finding_options(given: argparse.Namespace) -> FindingOptions:
    options = FindingOptions(
        select=_codes(given.select),
        ignore=_codes(given.ignore),
        format=given.format or "",
        language=given.lang or "",
        explain=(given.explain or "").strip().upper(),
    )
    if given.command != "check" and options != FindingOptions():
        raise UsageError("--select, --ignore, --format, --lang and --explain are of check alone; leave them out")
    unknown = unknown_prefixes([*options.select, *options.ignore])
    if options.explain and options.explain not in known_codes():
        unknown.append(options.explain)
    if unknown:
        named = ", ".join(one_line(code) for code in unknown)
        raise UsageError(f"{named}: no code of check is called so; known: {' '.join(known_codes())}")
    return options


def _codes(given: Sequence[str] | None) -> tuple[str, ...]:
    """The codes of a repeated option, each with several joined by commas."""
    return tuple(code.strip().upper() for part in given or () for code in part.split(",") if code.strip())


def explanation(options: FindingOptions) -> str:
    """What --explain prints: in the language asked for, else in both."""
    languages = (options.language,) if options.language else LANGUAGES
    return "\n".join(explained(options.explain, language) for language in languages)


def real_paths(given: Sequence[str], articles: Iterable[str]) -> dict[str, str]:
    """Article name -> the file as an editor finds it; the name itself where no file is called so (an archive's)."""
    return {name: next(_candidates(given, name), name) for name in articles}


def _candidates(given: Sequence[str], name: str) -> Iterator[str]:
    for path in map(Path, given):
        if path.is_dir():
            inside = (path / name, path.parent / name)
            yield from (str(each) for each in inside if each.is_file())
        elif path.name == Path(name).name and path.is_file():
            yield str(path)


def _edtf(text: str) -> str:
    if not _is_edtf(text):
        raise UsageError(f"--not-after {one_line(text)}: not a date; give one like 2024-06-30")
    return text.strip()


def house_style(given: str) -> HouseStyle:
    """--style's profile. Raises UsageError, naming every row of the file that is wrong."""
    name = one_line(given)
    try:
        return read_style(Path(given))
    except DataFileError as fault:
        raise UsageError(*(f"{name}: {one_line(problem)}" for problem in fault.problems)) from fault
    except (OSError, ValueError) as fault:
        raise UsageError(f"{name}: cannot be read ({type(fault).__name__}); check the path") from fault


def read_anchors(given: str) -> dict[str, str]:
    """--anchor's dates: {'*': EDTF} for a date, article name -> EDTF for a CSV file with the columns article,date.

    Raises UsageError, naming every row of the file that is wrong.
    """
    if not given.lower().endswith(".csv"):
        if not _is_edtf(given):
            raise UsageError(
                f"--anchor {one_line(given)}: neither a date (EDTF, like 2023-09-13 or 2019-04) nor a .csv file"
            )
        return {ANY_ARTICLE: given.strip()}
    name = one_line(given)
    try:
        text = Path(given).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise UsageError(f"{name}: is not UTF-8 at byte {fault.start}; save it again in UTF-8") from fault
    except (OSError, ValueError) as fault:
        raise UsageError(f"{name}: cannot be read ({type(fault).__name__}); check the path") from fault
    return _anchor_rows(name, text)


def _anchor_rows(name: str, text: str) -> dict[str, str]:
    import csv
    import io

    anchors: dict[str, str] = {}
    wrong: list[str] = []
    rows = csv.reader(io.StringIO(text, newline=""))
    first = [cell.strip() for cell in next(rows, [])]
    if first != ["article", "date"]:
        raise UsageError(f"{name}: line 1: the columns are not article,date; write them so in the first line")
    for cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        line = rows.line_num
        if len(cells) != 2:
            wrong.append(f"{name}: line {line}: {len(cells)} cells, not 2; write article,date")
            continue
        article, edtf = cells[0].strip(), cells[1].strip()
        if not article:
            wrong.append(f"{name}: line {line}: no article; write its name as the column article shows it")
        elif article in anchors:
            wrong.append(f"{name}: line {line}: {one_line(article)} has a date already; leave one")
        elif not _is_edtf(edtf):
            wrong.append(f"{name}: line {line}: {one_line(edtf) or 'nothing'} is not a date; write one like 2023-09-13")
        else:
            anchors[article] = edtf
    if wrong:
        raise UsageError(*wrong)
    return anchors


def _is_edtf(text: str) -> bool:
    try:
        return parse_edtf(text).earliest is not None or parse_edtf(text).latest is not None
    except ValueError:
        return False


def unused_anchors(given: str, anchors: Mapping[str, str], articles: set[str]) -> Problem | None:
    """One line for dates whose articles are not among those read: mostly a mistyped name."""
    unused = sorted(set(anchors) - articles - {ANY_ARTICLE})
    if not unused:
        return None
    named = ", ".join(unused[:3]) + (f" and {len(unused) - 3} more" if len(unused) > 3 else "")
    return Problem(given, f"dates for articles that are not here: {named}; check the names", is_error=False)


# --- tables for a terminal -------------------------------------------------------------------------------------------


def text_table(table: str, rows: Sequence[Row], width: int) -> str:
    """The rows as aligned text of at most `width` columns, cut with an ellipsis; Arabic cells in isolates.

    What would not stand on a line, or would steer the terminal, is shown as a blank.
    """
    if not rows:
        return f"no {'findings' if table == 'check' else table}\n"
    shown = _SHOWN[table]
    cells = [[_shown(row[name]) for name in shown] for row in rows]
    widths = [
        min(most or width, max(len(name), *(_width(line[place]) for line in cells)))
        for place, (name, most) in enumerate(shown.items())
    ]
    open_ended = list(shown.values()).index(0)
    taken = sum(widths) - widths[open_ended] + len(_GAP) * (len(widths) - 1)
    widths[open_ended] = max(_LEAST_WIDTH, min(widths[open_ended], width - taken))
    lines = [list(shown), ["-" * each for each in widths], *cells]
    drawn = (_GAP.join(_fit(cell, each) for cell, each in zip(line, widths, strict=True)).rstrip() for line in lines)
    return "\n".join(drawn) + f"\n\n{_count(table, len(rows))}\n"


def _count(table: str, number: int) -> str:
    plural = "findings" if table == "check" else table
    return f"{number} {plural.removesuffix('s') if number == 1 else plural}"


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.2f}"
    if isinstance(value, list):
        return ", ".join(str(item.get("surface", "")) if isinstance(item, dict) else str(item) for item in value)
    return one_line(str(value))


def one_line(text: str) -> str:
    """The text without line ends, control characters and marks of direction."""
    return _UNPRINTABLE.sub(" ", text).strip()


def _width(text: str) -> int:
    """The columns a terminal gives a text: none for marks and joiners, two for wide East Asian characters."""
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def _fit(text: str, width: int) -> str:
    """The text in exactly `width` columns, in an isolate where some of it runs from right to left."""
    text = one_line(text)
    taken = _width(text)
    if taken > width:
        room, kept = width - 1, ""
        for char in text:
            room -= _columns(char)
            if room < 0:
                break
            kept += char
        text = kept + "\u2026"
        taken = _width(text)
    padding = " " * (width - taken)
    directions = [unicodedata.bidirectional(char) for char in text]
    from_right = directions.count("AL") + directions.count("R")
    if from_right:  # isolated, so that neither the columns nor their order move; the direction is that of most letters
        text = (_RIGHT_TO_LEFT if from_right > directions.count("L") else _LEFT_TO_RIGHT) + text + _END
    return text + padding
