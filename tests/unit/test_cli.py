"""The command line: what it prints where, what it writes, its exit codes, and that it never shows a traceback."""

from __future__ import annotations

import errno
import io
import json
import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
import types
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from exports import FORMATS, comma_separated
from pipeline import __main__ as command_line
from pipeline.__main__ import main
from pipeline.cli import UsageError, parse, read_anchors, text_table
from pipeline.table import TABLES

ARABIC = "قال وزير الخارجية أمس إن المحادثات التي بدأت يوم الاثنين ستستمر حتى نهاية الشهر الجاري.\n"
ENGLISH = "The minister said on Monday that the talks in the capital would go on for the rest of the month.\n"


class FakeTimeline:
    """Stands in for the stages: one row an article that was read."""

    severity = "warning"

    def __init__(self, articles: list[Any], given: dict[str, Any]) -> None:
        self.read = [article for article in articles if article.status != "refused"]
        self.given = given

    def rows(self, table: str) -> list[dict[str, Any]]:
        empty = {"str": "", "day": None, "int": 3, "bool": False, "float": 0.25}
        rows = []
        for article in self.read:
            row = {name: empty.get(kind, []) for name, kind in TABLES[table].items()}
            row.update({name: article.name for name in ("article",) if name in row})
            row.update({name: "قمة في بغداد" for name in ("title", "title_ar", "surface") if name in row})
            row.update({"severity": self.severity} if table == "check" else {})
            rows.append(row)
        return rows


@pytest.fixture
def stages(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Replaces the stages; each call's arguments are appended to the list."""
    calls: list[dict[str, Any]] = []

    def build_timeline(articles: list[Any], **given: Any) -> FakeTimeline:
        calls.append({"articles": articles, **given})
        return FakeTimeline(articles, given)

    fake = types.ModuleType("pipeline.run")
    fake.build_timeline = build_timeline  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pipeline.run", fake)
    return calls


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text(ARABIC, encoding="utf-8")
    (folder / "b.txt").write_text(ARABIC * 2, encoding="utf-8")
    return folder


def lines(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n") if text else []


# --- output ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", TABLES)
def test_a_pipe_gets_json_lines(stages: Any, corpus: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
    assert main([command, str(corpus)]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert len(lines(out)) == 2
    for line in lines(out):
        assert list(json.loads(line)) == list(TABLES[command])
    if "title_ar" in TABLES[command]:
        assert "قمة" in out


@pytest.mark.parametrize("command", TABLES)
def test_a_terminal_gets_a_table_that_fits(
    stages: Any, corpus: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    assert main([command, str(corpus)]) == 0
    drawn = lines(capsys.readouterr().out)
    assert set(drawn[1]) == {"-", " "}
    assert drawn[-1].startswith("2 ")
    assert all(len(line.replace("\u2067", "").replace("\u2069", "")) <= 100 for line in drawn)
    if {"title", "title_ar", "surface"} & set(TABLES[command]):
        assert "\u2067قمة في بغداد\u2069" in "\n".join(drawn)


def test_a_table_shows_nothing_that_steers_the_terminal() -> None:
    row = dict.fromkeys(TABLES["events"], "") | {
        "origins": 1,
        "title_ar": "\x1b[31mقمة\r\n\u202eبغداد " + "س" * 200,
    }
    drawn = text_table("events", [row], 80)
    assert "\x1b" not in drawn
    assert "\u202e" not in drawn
    assert "…\u2069" in drawn
    assert drawn.endswith("\n1 event\n")
    mixed = dict.fromkeys(TABLES["check"], "") | {"start": 0, "message_en": "«أمس» counts from the article's date"}
    assert "\u2066«أمس» counts from" in text_table("check", [mixed], 120)
    assert text_table("check", [], 80) == "no findings\n"
    assert text_table("events", [row], 1)


@pytest.mark.parametrize("format_", FORMATS, ids=lambda format_: format_.SLUG)
def test_the_suffix_chooses_the_format(
    stages: Any, corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], format_: Any
) -> None:
    target = tmp_path / f"out{format_.EXTENSION.upper()}"
    assert main(["events", str(corpus), "-o", str(target)]) == 0
    rows = FakeTimeline([], {})
    assert target.stat().st_size
    if format_.SLUG != "xlsx":
        articles = stages[0]["articles"]
        assert target.read_bytes() == format_.write("events", FakeTimeline(articles, {}).rows("events"))
    assert capsys.readouterr() == ("", "")
    assert rows.rows("events") == []


def test_options_stand_anywhere_and_reach_the_stages(stages: Any, corpus: Path, tmp_path: Path) -> None:
    given = ["events", str(corpus / "a.txt"), "-o", str(tmp_path / "x.csv"), str(corpus / "b.txt"), "--isolated"]
    given += ["--jobs", "3", "--not-after", "2024-06", "--anchor", "2023-09", "--scheduler", "tcp://127.0.0.1:1"]
    assert main(given) == 0
    call = stages[0]
    assert [article.name for article in call["articles"]] == ["a.txt", "b.txt"]
    assert call["anchors"] == {"*": "2023-09"}
    assert call["not_after"] == "2024-06"
    assert (call["isolated"], call["jobs"], call["scheduler"]) == (True, 3, "tcp://127.0.0.1:1")
    assert len(comma_separated.read((tmp_path / "x.csv").read_bytes())) == 2


# --- exit codes and lines --------------------------------------------------------------------------------------------


def test_check_tells_errors_by_its_exit_code(
    stages: Any, corpus: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["check", str(corpus)]) == 0
    monkeypatch.setattr(FakeTimeline, "severity", "error")
    assert main(["check", str(corpus)]) == 1
    assert main(["check", str(corpus), str(corpus / "absent")]) == 2
    assert len(lines(capsys.readouterr().out)) == 6


def test_unreadable_inputs_come_after_everything_readable(
    stages: Any, corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (corpus / "english.txt").write_text(ENGLISH, encoding="utf-8")
    assert main(["articles", str(corpus)]) == 0
    out, err = capsys.readouterr()
    assert len(lines(out)) == 2
    assert lines(err) == [
        "english.txt: is not Arabic (it seems to be English); left out, only Arabic articles are read"
    ]
    (corpus / "empty.txt").touch()
    (corpus / "new\nline.txt").write_bytes(b"%PDF-1.7")
    assert main(["articles", str(corpus), str(corpus / "absent.txt")]) == 2
    out, err = capsys.readouterr()
    assert len(lines(out)) == 2
    assert len(lines(err)) == 4
    assert any(line.startswith("new line.txt: is a damaged PDF file") for line in lines(err))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["event", "x"], "invalid choice: 'event'"),
        (["events"], "PATH"),
        (["events", "x", "--nonsense"], "unrecognized arguments: --nonsense"),
        (["events", "x", "-o"], "expected one argument"),
        (["events", "x", "-o", "x.zip"], "known: .jsonl .json .csv .parquet .xlsx"),
        (["events", "x", "-o", "x"], "no format is known by no suffix"),
        (["events", "x", "-o", "-"], "known: .jsonl"),
        (["events", "x", "-o", "/no/such/folder/x.csv"], "its folder does not exist"),
        (["events", "x", "--jobs", "0"], "--jobs 0: not a number"),
        (["events", "x", "--jobs", "two"], "--jobs two: not a number"),
        (["events", "x", "--not-after", "soon"], "--not-after soon: not a date"),
        (["events", "x", "--not-after", "2023-02-30"], "not a date"),
        (["events", "x", "--anchor", "13/9/2023"], "neither a date"),
        (["events", "x", "--anchor", "absent.csv"], "absent.csv: cannot be read"),
    ],
)
def test_bad_usage_is_one_line(
    stages: Any, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(lines(err)) == 1
    assert words in err
    assert stages == []


def test_alone_and_help_show_examples(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    alone = capsys.readouterr().err
    with pytest.raises(SystemExit) as left:
        main(["--help"])
    assert left.value.code == 0
    assert capsys.readouterr().out == alone
    assert all(command in alone for command in TABLES)
    assert ".jsonl .json .csv .parquet .xlsx" in alone


# --- dates given -----------------------------------------------------------------------------------------------------


def test_dates_from_a_file(stages: Any, corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "dates.csv"
    table.write_bytes('\ufeffarticle,date\r\na.txt,2023-09-13\r\n\r\n"c, d.txt",2019-04\r\n'.encode())
    assert main(["anchors", str(corpus), "--anchor", str(table)]) == 0
    assert stages[0]["anchors"] == {"a.txt": "2023-09-13", "c, d.txt": "2019-04"}
    err = capsys.readouterr().err
    assert lines(err) == [f"{table}: dates for articles that are not here: c, d.txt; check the names"]


def test_every_bad_row_is_told_at_once(tmp_path: Path) -> None:
    table = tmp_path / "dates.csv"
    table.write_text(
        "article,date\na.txt,soon\n,2023\na.txt,2023,x\nb.txt,2023\nb.txt,2024\nc.txt,\n", encoding="utf-8"
    )
    with pytest.raises(UsageError) as fault:
        read_anchors(str(table))
    assert [line.split(": ")[1] for line in fault.value.lines] == ["line 2", "line 3", "line 4", "line 6", "line 7"]


@pytest.mark.parametrize(
    ("content", "words"), [(b"", "line 1"), (b"name;date\n", "line 1"), (b"article,date\n\xff", "UTF-8")]
)
def test_a_file_that_is_no_table_of_dates(tmp_path: Path, content: bytes, words: str) -> None:
    table = tmp_path / "dates.csv"
    table.write_bytes(content)
    with pytest.raises(UsageError, match=words):
        read_anchors(str(table))


# --- files -----------------------------------------------------------------------------------------------------------


def test_a_failed_write_leaves_what_was_there(
    stages: Any, corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    target = folder / "events.csv"
    target.write_text("before")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert main(["events", str(corpus), "-o", str(target)]) == 2
    assert target.read_text() == "before"
    assert [path.name for path in folder.iterdir()] == ["events.csv"]
    assert lines(capsys.readouterr().err) == [
        f"{target}: cannot be written (the disk is full; make room); nothing was written"
    ]


@contextmanager
def no_root() -> Iterator[None]:
    """Nothing is read-only for root, so root becomes somebody else for a while."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(os.name == "nt", reason="folders are not read-only there")
def test_a_read_only_folder_is_one_line(stages: Any, capsys: pytest.CaptureFixture[str]) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "a.txt").write_text(ARABIC, encoding="utf-8")
        # Once as ourselves, so that nothing is left to import as somebody who may not read it.
        assert main(["events", place, "-o", str(folder / "before.csv")]) == 0
        folder.chmod(0o555)
        try:
            with no_root():
                assert main(["events", place, "-o", str(folder / "x.csv")]) == 2
        finally:
            folder.chmod(0o755)
    assert "no permission" in capsys.readouterr().err


def test_a_folder_is_no_file(stages: Any, corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.csv").mkdir()
    assert main(["events", str(corpus), "-o", str(tmp_path / "x.csv")]) == 2
    assert "is a folder" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="permissions are another matter there")
def test_links_and_permissions_of_the_target_stay(stages: Any, corpus: Path, tmp_path: Path) -> None:
    target, link, new = tmp_path / "real.csv", tmp_path / "link.csv", tmp_path / "new.csv"
    target.touch(mode=0o640)
    link.symlink_to(target)
    assert main(["events", str(corpus), "-o", str(link)]) == 0
    assert main(["events", str(corpus), "-o", str(new)]) == 0
    assert link.is_symlink()
    assert target.read_bytes() == new.read_bytes()
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert stat.S_IMODE(new.stat().st_mode) == 0o666 & ~command_line._umask()


# --- faults ----------------------------------------------------------------------------------------------------------


def failing_with(fault: BaseException) -> Any:
    def build_timeline(*_: object, **__: object) -> None:
        raise fault

    return build_timeline


@pytest.mark.parametrize(
    ("fault", "code", "words"),
    [
        (KeyboardInterrupt(), 130, "interrupted"),
        (RuntimeError("line\nline"), 2, "unexpected fault (RuntimeError: line line)"),
        (MemoryError(), 2, "unexpected fault (MemoryError"),
        (RecursionError("deep"), 2, "unexpected fault"),
    ],
)
def test_faults_are_one_line(
    stages: Any,
    corpus: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    fault: BaseException,
    code: int,
    words: str,
) -> None:
    monkeypatch.setattr(sys.modules["pipeline.run"], "build_timeline", failing_with(fault))
    assert main(["events", str(corpus)]) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert len(lines(err)) == 1
    assert words in err


def test_a_fault_can_be_looked_into(stages: Any, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TASALSUL_DEBUG", "1")
    monkeypatch.setattr(sys.modules["pipeline.run"], "build_timeline", failing_with(RuntimeError("here")))
    with pytest.raises(RuntimeError, match="here"):
        main(["events", str(corpus)])


@pytest.mark.parametrize("fault", [ConnectionRefusedError("refused"), ModuleNotFoundError("install dask")])
def test_a_cluster_that_cannot_be_had_is_one_line(
    stages: Any, corpus: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    monkeypatch.setattr(sys.modules["pipeline.run"], "build_timeline", failing_with(fault))
    assert main(["events", str(corpus), "--scheduler", "tcp://127.0.0.1:9"]) == 2
    assert lines(capsys.readouterr().err) == [f"--scheduler tcp://127.0.0.1:9: {fault}"]


# --- progress --------------------------------------------------------------------------------------------------------


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "late", "drawn"), [(Terminal(), 5.0, True), (Terminal(), 0.1, False), (io.StringIO(), 5.0, False)]
)
def test_progress_only_on_a_terminal_and_only_when_it_lasts(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, late: float, drawn: bool
) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    times = iter([0.0, late, late])
    bar = command_line._ProgressBar(lambda: next(times))
    bar.show(0, 0)
    bar.show(2, 4)
    bar.clear()
    assert ("2/4 articles" in stream.getvalue()) is drawn
    assert not drawn or stream.getvalue().endswith("\r")


# --- the real program ------------------------------------------------------------------------------------------------


def run(*arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    options.setdefault("env", {**os.environ, "PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"})
    return subprocess.run([sys.executable, "-m", "pipeline", *arguments], capture_output=True, check=False, **options)


def test_utf8_out_whatever_the_locale(root: Path, corpus: Path) -> None:
    (corpus / "خبر.txt").write_text(ARABIC, encoding="utf-8")
    (corpus / "فارغ.txt").touch()
    done = run("articles", str(corpus), cwd=root)
    names = [json.loads(line)["article"] for line in done.stdout.decode().splitlines()]
    assert names == ["a.txt", "b.txt", "خبر.txt", "فارغ.txt"]
    assert done.stderr.decode() == "فارغ.txt: is empty; nothing to read\n"
    assert done.returncode == 2
    assert b"\r" not in done.stdout
    done = run("articles", str(corpus / "غائب.txt"), "--anchor", str(corpus / "مواعيد.csv"), cwd=root)
    assert done.stderr.decode() == f"{corpus}/مواعيد.csv: cannot be read (FileNotFoundError); check the path\n"


@pytest.mark.parametrize("command", TABLES)
def test_the_seeds_without_pandas(root: Path, command: str) -> None:
    code = (
        "import sys; from pipeline.__main__ import main; code = main(sys.argv[1:]); "
        "names = ('pandas', 'streamlit', 'sqlalchemy', 'pyarrow', 'openpyxl', 'plotly'); "
        "heavy = [name for name in names if name in sys.modules]; "
        "print(code, heavy, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, command, "seeds"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=root,
        check=True,
    )
    assert done.stderr in {"0 []\n", "1 []\n"}
    for line in done.stdout.splitlines():
        assert list(json.loads(line)) == list(TABLES[command])


def test_same_input_same_output_whatever_the_order_clock_and_hash(root: Path, corpus: Path) -> None:
    paths = [str(path) for path in sorted((root / "seeds").glob("*.txt"))]
    env = {**os.environ, "PYTHONHASHSEED": "1", "TZ": "Asia/Baghdad"}
    first = run("events", *paths, cwd=root, env=env)
    env = {**os.environ, "PYTHONHASHSEED": "2", "TZ": "America/New_York", "LC_ALL": "C"}
    second = run("events", *reversed(paths), "--jobs", "2", cwd=root, env=env)
    assert (first.returncode, first.stderr) == (second.returncode, second.stderr) == (0, b"")
    assert second.stdout == first.stdout
    assert first.stdout


def test_standard_input_is_an_article(root: Path) -> None:
    done = run("timexes", "-", "--anchor", "2023-09-13", cwd=root, input=ARABIC.encode("cp1256"))
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert {row["article"] for row in rows} == {"-"}
    assert all(ARABIC[row["start"] : row["end"]] == row["surface"] for row in rows)


@pytest.mark.skipif(os.name == "nt", reason="pipes are another matter there")
def test_a_reader_that_goes_away_is_no_fault(root: Path, corpus: Path) -> None:
    (corpus / "long.txt").write_text(ARABIC * 3000, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline", "timexes", str(corpus)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=root,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    with process.stdout, process.stderr:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def hear_interrupts() -> None:
    """A shell that started the tests in the background made them deaf to the interrupt, and their children too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(os.name == "nt", reason="signals are another matter there")
def test_interrupted_is_one_line(root: Path, tmp_path: Path) -> None:
    fifo = tmp_path / "fifo.txt"
    os.mkfifo(fifo)
    with subprocess.Popen(
        [sys.executable, "-m", "pipeline", "events", str(fifo)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=root,
        preexec_fn=hear_interrupts,  # noqa: PLW1509 - no threads here
    ) as process:
        writer = None
        while writer is None and process.poll() is None:
            try:
                writer = os.open(fifo, os.O_WRONLY | os.O_NONBLOCK)  # refused until the program reads from it
            except OSError:
                time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        try:
            out, err = process.communicate(timeout=60)
        finally:
            process.kill()
        if writer is not None:
            os.close(writer)
    assert (process.returncode, out, err) == (130, b"", b"interrupted; nothing was written\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
def test_a_full_disk_at_the_other_end_is_one_line(root: Path, corpus: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "pipeline", "articles", str(corpus)],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=root,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == b"standard output: cannot be written (the disk is full; make room)\n"


def test_parse_keeps_a_lone_dash_as_a_path() -> None:
    assert parse(["events", "-"], [".csv"]).paths == ("-",)
