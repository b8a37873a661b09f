"""`python -m pipeline COMMAND PATH... [-o FILE]`: see --help, or README.

The command line sits on top of the layers: this module alone, inside the package, may import `exports`.
"""

from __future__ import annotations

import errno
import io
import json
import os
import stat
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from exports import (
    CHRONICLES,
    DRAWN,
    EVERY,
    FORMATS,
    HANDOUTS,
    WORDED,
    AnyFormat,
    ChronicleFormat,
    DrawnFormat,
    HandoutFormat,
    chronicle_lines,
    format_named,
    json_lines,
    opening,
    timeml,
)
from exports.chronicle import Chronicle, chronicle_of
from exports.offline_page import PageFormat
from pipeline import findings_formats
from pipeline.checks.catalogue import is_wanted
from pipeline.cli import (
    Options,
    UsageError,
    explanation,
    house_style,
    one_line,
    parse,
    parser,
    read_anchors,
    real_paths,
    text_table,
    unused_anchors,
)
from pipeline.findings_formats import Sources
from pipeline.house_style import styled_rows
from pipeline.model import Problem
from pipeline.reading import read_articles
from pipeline.table import Row

if TYPE_CHECKING:
    from typing_extensions import TypeIs

    from pipeline.house_style import HouseStyle
    from pipeline.run import Timeline

DONE, FOUND_ERRORS, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130

_SUFFIXES = tuple(format_.EXTENSION for format_ in EVERY)
_PATIENCE = 1.0  # seconds of work before a progress bar is worth showing
_BAR = 30


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command and return its exit code. Whatever goes wrong is told in one line, never a traceback."""
    _speak_utf8()
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # standard error holds our lines only
    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        if not arguments:
            print(parser(_SUFFIXES).format_help(), file=sys.stderr, end="")
            return BAD_INPUT
        return _carry_out(parse(arguments, _SUFFIXES))
    except UsageError as fault:
        for line in fault.lines:
            _say(line)
        return BAD_INPUT
    except KeyboardInterrupt:
        _say("interrupted; nothing was written")
        return INTERRUPTED
    except BrokenPipeError:
        _let_go_of(sys.stdout)
        return DONE
    except Exception as fault:  # the last resort, so that nobody meets a traceback
        if os.environ.get("TASALSUL_DEBUG"):
            raise
        _say(
            f"an unexpected fault ({type(fault).__name__}: {one_line(str(fault))[:200]}); "
            "please report it with the articles that caused it (TASALSUL_DEBUG=1 shows where it happened)"
        )
        return BAD_INPUT


def _carry_out(options: Options) -> int:
    if options.findings.explain:
        _print(explanation(options.findings))
        return DONE
    from pipeline.run import build_timeline

    shape = options.findings.format
    format_ = None if options.output is None or shape else _format_of(options.output, options.command)
    if options.output is not None:
        _check_folder(options.output)
        _check_choice(options, format_)
    if options.command == "events" and any(path.lower().endswith(opening.SUFFIXES) for path in options.paths):
        return _convert(options, format_)
    style = None if options.style is None else house_style(options.style)
    anchors = None if options.anchor is None else read_anchors(options.anchor)
    articles, problems = read_articles(options.paths)
    if options.anchor is not None and anchors is not None:
        unused = unused_anchors(options.anchor, anchors, {article.name for article in articles})
        problems += [] if unused is None else [unused]
    bar = _ProgressBar()
    try:
        timeline = build_timeline(
            articles,
            anchors=anchors,
            not_after=options.not_after,
            isolated=options.isolated,
            jobs=options.jobs,
            scheduler=options.scheduler,
            style=style if options.command == "check" else None,
            progress=bar.show,
        )
    except (ImportError, OSError) as fault:
        if options.scheduler is None:
            raise
        raise UsageError(f"--scheduler {options.scheduler}: {one_line(str(fault))}") from fault
    finally:
        bar.clear()
    rows = _wanted(options, timeline.rows(options.command))
    if style is not None and options.command in ("events", "mentions"):
        rows = styled_rows(rows, style)
    for problem in problems:
        _say(str(problem))
    code = _exit_code(options.command, rows, problems)
    if shape:
        sources = Sources(timeline.texts, real_paths(options.paths, timeline.texts))
        text = findings_formats.FORMATS[shape](rows, sources, options.findings.language or "en")
        if options.output is None:
            _print(text)
        else:
            _write_file(options.output, text.encode())
    elif options.output is not None and format_ is not None:
        data = _file(options, rows, timeline, style, format_)
        _write_file(options.output, data)
    else:
        _write_out(options.command, rows)
    return code


def _file(options: Options, rows: list[Row], timeline: Timeline, style: HouseStyle | None, format_: AnyFormat) -> bytes:
    """What a command found, in a format; a chronicle has the names as the house writes them, as the rows do."""
    if not isinstance(format_, PageFormat) and not _is_of_chronicles(format_) and not _is_of_handouts(format_):
        return format_.write(options.command, rows)
    chronicle = chronicle_of(timeline)
    if style is not None:
        mentions = {event: styled_rows(told, style) for event, told in chronicle.mentions.items()}
        chronicle = replace(chronicle, events=styled_rows(chronicle.events, style), mentions=mentions)
    if isinstance(format_, PageFormat) or _is_of_handouts(format_):
        return _in_words(options, chronicle, timeline.rows("check"), format_)
    if format_ is chronicle_lines:
        chronicle = replace(chronicle, findings=timeline.rows("check"))
    return _chronicle_file(options, chronicle, format_)


def _chronicle_file(options: Options, chronicle: Chronicle, format_: ChronicleFormat) -> bytes:
    """A chronicle for other programs; those that cannot hold what has no date have it said how many they leave out."""
    wanted = options.paper
    language = "en" if wanted.language == "en" else chronicle.language
    told = replace(_chosen(options, chronicle), language=language)
    if format_ in WORDED:
        from ui.chronicle_words import chronicle_words
        from ui.house import usual_reader

        told = replace(told, words=chronicle_words(replace(usual_reader(), lang=language), told.english))
    if _is_drawn(format_) and (some := format_.left_out(told)):
        _say(f"{one_line(options.output or '')}: left out, having no date to draw: {some} of {len(told.events)} events")
    return format_.write(told)


def _chosen(options: Options, chronicle: Chronicle) -> Chronicle:
    """The story or the most important events, under the title that was asked for. Raises UsageError."""
    wanted = options.paper
    chronicle = replace(chronicle, title=wanted.title or chronicle.title)
    if not wanted.story and not wanted.most:
        return chronicle
    from ui import on_paper

    try:
        if wanted.story:
            chronicle = on_paper.of_story(chronicle, Path(wanted.story).read_bytes())
    except (OSError, ValueError) as fault:
        says = f"cannot be read ({fault.strerror})" if isinstance(fault, OSError) else str(fault)
        if isinstance(fault, UnicodeDecodeError | json.JSONDecodeError):
            says = "no JSON; save the story in the class view again"
        raise UsageError(f"--story {one_line(wanted.story)}: {one_line(says)}") from fault
    return on_paper.fewer(chronicle, wanted.most) if wanted.most else chronicle


def _in_words(
    options: Options, chronicle: Chronicle, findings: Sequence[Row], format_: HandoutFormat | PageFormat
) -> bytes:
    """What is printed and shown. Raises UsageError where it cannot be made, in one line that says what to do."""
    from exports.handout import Unmakeable
    from ui import on_paper

    wanted = options.paper
    chronicle = replace(_chosen(options, chronicle), language=wanted.language)
    try:
        if len(chronicle.events) > format_.MOST:
            raise UsageError(
                f"{one_line(options.output or '')}: {format_.EXTENSION} takes {format_.MOST} events and these are "
                f"{len(chronicle.events)}; choose with --story FILE, or take the most important: --most {format_.MOST}"
            )
        if isinstance(format_, PageFormat):
            return on_paper.page_for_command(chronicle, findings, format_.FORM, is_story=bool(wanted.story))
        return format_.write(on_paper.for_command(chronicle, findings))
    except Unmakeable as fault:
        raise UsageError(f"{one_line(options.output or '')}: {fault}") from fault


def _convert(options: Options, format_: AnyFormat | None) -> int:
    """Write events that this program wrote before in another format; no article is read. Raises UsageError."""
    if len(options.paths) > 1:
        raise UsageError(f"{one_line(options.paths[0])}: a file of events is opened alone; name no other PATH")
    path = options.paths[0]
    try:
        chronicle = opening.opened(path, Path(path).read_bytes())
    except (OSError, ValueError) as fault:
        says = str(fault) if isinstance(fault, ValueError) else f"cannot be read ({fault.strerror})"
        raise UsageError(f"{one_line(path)}: {says}") from fault
    if format_ is timeml and not chronicle.texts:
        raise UsageError(f"{one_line(path)}: has no articles, which {format_.EXTENSION} annotates; name the articles")
    rows = list(chronicle.events)
    if options.output is None or format_ is None:
        _write_out("events", rows)
    elif isinstance(format_, PageFormat) or _is_of_handouts(format_):
        _write_file(options.output, _in_words(options, chronicle, chronicle.findings, format_))
    elif _is_of_chronicles(format_):
        _write_file(options.output, _chronicle_file(options, chronicle, format_))
    else:
        _write_file(options.output, format_.write("events", rows))
    return DONE


def _is_of_chronicles(format_: AnyFormat) -> TypeIs[ChronicleFormat]:
    return format_ in CHRONICLES


def _is_drawn(format_: AnyFormat) -> TypeIs[DrawnFormat]:
    return format_ in DRAWN


def _is_of_handouts(format_: AnyFormat) -> TypeIs[HandoutFormat]:
    return format_ in HANDOUTS


def _wanted(options: Options, rows: list[Row]) -> list[Row]:
    """The rows without the findings that the user switched off."""
    select, ignore = options.findings.select, options.findings.ignore
    if options.command != "check" or not (select or ignore):
        return rows
    return [row for row in rows if is_wanted(row["code"], select, ignore)]


def _exit_code(command: str, rows: Sequence[Row], problems: Sequence[Problem]) -> int:
    if any(problem.is_error for problem in problems):
        return BAD_INPUT
    if command == "check" and any(row["severity"] == "error" for row in rows):
        return FOUND_ERRORS
    return DONE


# --- writing ---------------------------------------------------------------------------------------------------------


def _format_of(output: str, command: str) -> AnyFormat:
    """The format of a file by its suffix. Raises UsageError for none, or one that the command's table cannot be."""
    format_ = format_named(output)
    if format_ is None:
        suffix = Path(output).suffix.lower() or "no suffix"
        raise UsageError(f"{one_line(output)}: no format is known by {suffix}; known: {' '.join(_SUFFIXES)}")
    commands_of = getattr(format_, "COMMANDS", None)  # the tables' formats take every command
    if commands_of and command not in commands_of:
        commands = " or ".join(commands_of)
        raise UsageError(f"{one_line(output)}: {format_.EXTENSION} is made by {commands}, not by {command}")
    return format_


def _check_choice(options: Options, format_: AnyFormat | None) -> None:
    """That a choice of events is asked of a format that makes one: a table holds them all. Raises UsageError."""
    asked = "--story" if options.paper.story else "--most" if options.paper.most else ""
    if format_ is not None and asked and (options.command != "events" or format_ in FORMATS or format_ is timeml):
        raise UsageError(f"{asked}: {format_.EXTENSION} holds all; choose events for a file in words, or a calendar")


def _check_folder(output: str) -> None:
    """Before the work begins, what would stop its result from being written. Raises UsageError."""
    target = Path(os.path.realpath(output))
    try:
        target.lstat()
    except OSError as fault:
        if fault.errno == errno.ENAMETOOLONG:
            raise UsageError(f"{one_line(output)}: its name is too long; choose a shorter one") from fault
    if target.is_dir():
        raise UsageError(f"{one_line(output)}: is a folder; name a file in it")
    if not target.parent.is_dir():
        raise UsageError(f"{one_line(output)}: its folder does not exist; make it first")


def _write_out(command: str, rows: list[Row]) -> None:
    """A table to a terminal, JSON Lines to anything else."""
    if sys.stdout.isatty():
        import shutil

        _print(text_table(command, rows, shutil.get_terminal_size().columns))
    else:
        _print(json_lines.write(command, rows).decode())


def _print(text: str) -> None:
    """Write to standard output. A reader that has gone away is no fault."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _let_go_of(sys.stdout)
    except OSError as fault:
        _let_go_of(sys.stdout)
        raise UsageError(f"standard output: cannot be written ({_reason(fault)})") from fault


def _write_file(output: str, data: bytes) -> None:
    """Write the whole file or leave what was there: a temporary file beside it takes its place at the end.

    Raises UsageError where it cannot be written.
    """
    target = Path(os.path.realpath(output))
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(data)  # a device or a pipe: nothing to put in its place
            return
        _replace(target, data)
    except OSError as fault:
        raise UsageError(f"{one_line(output)}: cannot be written ({_reason(fault)}); nothing was written") from fault


def _replace(target: Path, data: bytes) -> None:
    import tempfile

    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~_umask())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _reason(fault: OSError) -> str:
    known = {
        errno.ENOSPC: "the disk is full; make room",
        errno.EDQUOT: "your share of the disk is used up; make room",
        errno.EACCES: "no permission to write there; choose another folder",
        errno.EPERM: "no permission to write there; choose another folder",
        errno.EROFS: "the disk is read-only; choose another folder",
        errno.ENOENT: "its folder does not exist; make it first",
        errno.ENOTDIR: "its folder is a file; check the path",
        errno.EFBIG: "too large for this disk",
        errno.ENAMETOOLONG: "its name is too long",
    }
    return known.get(fault.errno or 0, type(fault).__name__)


# --- speaking --------------------------------------------------------------------------------------------------------


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")


def _say(line: str) -> None:
    line = line.encode("utf-8", "surrogateescape").decode("utf-8", "replace")  # names as typed, whatever the locale
    try:
        print(one_line(line), file=sys.stderr, flush=True)
    except OSError:
        _let_go_of(sys.stderr)


def _let_go_of(stream: TextIO) -> None:
    """Point a closed stream at nothing, so that Python's own flush at the end does not complain."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        return


class _ProgressBar:
    """A bar on standard error: on a terminal only, and only once the work has taken a while."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began = clock()
        self._drawn = ""

    def show(self, done: int, total: int) -> None:
        """Called by the stages after each article."""
        if not total or not sys.stderr.isatty() or self._clock() - self._began < _PATIENCE:
            return
        filled = _BAR * done // total
        drawn = f"\r[{'#' * filled}{'.' * (_BAR - filled)}] {done}/{total} articles"
        if drawn != self._drawn:
            self._drawn = drawn
            sys.stderr.write(drawn)
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the bar away, so that what follows begins on a clean line."""
        if self._drawn:
            sys.stderr.write("\r" + " " * (len(self._drawn) - 1) + "\r")
            sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
