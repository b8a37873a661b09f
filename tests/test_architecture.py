"""What the code may know of other code, read from its syntax: imports point one way, no clock, no Arabic in code."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OURS = ("pipeline", "classroom", "exports", "storage", "ui", "dashboard", "benchmarks", "tests")

# package -> the packages of ours that it may import. The command line sits on top of the layers although it lives
# inside the package (`python -m pipeline`): that one module may import exports, and what ui says on paper.
MAY_IMPORT = {
    "pipeline": {"pipeline"},
    "classroom": {"classroom", "pipeline"},
    "exports": {"exports", "classroom", "pipeline"},
    "storage": {"storage", "pipeline"},
    "ui": {"ui", "exports", "storage", "classroom", "pipeline"},
    "dashboard": {"ui"},
}
EXCEPTIONS = {("pipeline/__main__.py", "exports"), ("pipeline/__main__.py", "ui")}

# Who alone may import a library.
ONLY_IN = {
    "streamlit": ("ui/", "dashboard.py"),
    "plotly": ("ui/",),
    "sqlalchemy": ("storage/",),
    "alembic": ("storage/",),
    "openpyxl": ("exports/",),
    "pyarrow": ("exports/",),
    "pptx": ("exports/",),
    "weasyprint": ("exports/",),
}
# Outside hosts may be named in words for people (README, docs), never in what runs.
ADDRESS = re.compile(r"(?:https?|wss?|ftp)://(?!(?:127\.0\.0\.1|localhost|\[::1\])(?:[:/]|$))[\w.-]+\.[a-z]{2,}")
# XML names that look like addresses and are never fetched.
NAMESPACES = ("http://www.w3.org/", "https://schema.org")
ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
CLOCKS = {"today", "now", "utcnow", "time", "time_ns", "localtime", "gmtime", "ctime"}


def sources(*folders: str) -> list[Path]:
    """The project's Python files, those git knows or would add, below some folders or everywhere."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *folders],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    ).stdout.split("\0")
    return sorted(ROOT / name for name in listed if name.endswith(".py") and (ROOT / name).is_file())


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imports(path: Path) -> Iterator[str]:
    """Every module a file imports anywhere in it, by its full dotted name."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            yield ".".join(filter(None, (base, node.module)))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_there_is_something_to_look_at() -> None:
    assert {"pipeline/model.py", "exports/__init__.py", "storage/database.py"} <= set(map(name, sources()))


def test_imports_point_one_way() -> None:
    wrong = []
    for path in sources():
        layer = name(path).split("/")[0].removesuffix(".py")
        for module in imports(path) if layer in MAY_IMPORT else ():
            package = module.split(".")[0]
            allowed = package in MAY_IMPORT[layer] or (name(path), package) in EXCEPTIONS
            if package in OURS and not allowed:
                wrong.append(f"{name(path)} imports {module}")
    assert wrong == []


def test_libraries_stay_in_their_layer() -> None:
    wrong = [
        f"{name(path)} imports {module}"
        for path in sources("pipeline", "exports", "storage", "ui", "dashboard.py")
        for module in imports(path)
        if module.split(".")[0] in ONLY_IN and not name(path).startswith(ONLY_IN[module.split(".")[0]])
    ]
    assert wrong == []


def test_one_module_of_the_pipeline_knows_pandas() -> None:
    knowing = {name(path) for path in sources("pipeline") if "pandas" in {each.split(".")[0] for each in imports(path)}}
    assert knowing - typing_only() == {"pipeline/table.py"}


def typing_only() -> set[str]:
    """Modules that name pandas for the type checker alone."""
    found = set()
    for path in sources("pipeline"):
        guarded = {
            id(inner)
            for node in ast.walk(tree(path))
            if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
            for inner in ast.walk(node)
        }
        runs = [
            node
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Import) and any(alias.name == "pandas" for alias in node.names)
        ]
        if runs and all(id(node) in guarded for node in runs):
            found.add(name(path))
    return found


def test_the_pipeline_has_no_clock() -> None:
    wrong = [
        f"{name(path)}:{node.lineno} .{node.attr}"
        for path in sources("pipeline")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and node.attr in CLOCKS
        and isinstance(node.value, (ast.Name, ast.Attribute))
        and (node.value.id if isinstance(node.value, ast.Name) else node.value.attr)
        in {"date", "datetime", "time", "dt"}
    ]
    wrong += [
        f"{name(path)} takes a clock from time"
        for path in sources("pipeline")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.module == "time" and {alias.name for alias in node.names} & CLOCKS
    ]
    assert wrong == []


def test_words_are_data_and_not_code() -> None:
    wrong = []
    for path in sources():
        if name(path).startswith("tests/"):
            continue
        with path.open("rb") as file:
            wrong += [
                f"{name(path)}:{token.start[0]}"
                for token in tokenize.tokenize(file.readline)
                if token.type == tokenize.STRING
                and ARABIC.search(token.string)
                and token.start[0] not in docstring_lines(path)
            ]
    assert wrong == []


@cache
def docstring_lines(path: Path) -> frozenset[int]:
    """The first lines of docstrings: they may quote the words they speak of."""
    lines = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)) and node.body:
            first = node.body[0]
            if (
                isinstance(first, ast.Expr)
                and isinstance(first.value, ast.Constant)
                and isinstance(first.value.value, str)
            ):
                lines.add(first.lineno)
    return frozenset(lines)


def shipped_texts() -> list[Path]:
    """Everything git keeps that is text and is neither a seed nor a test."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True, encoding="utf-8"
    ).stdout.split("\0")
    kinds = (".py", ".toml", ".js", ".css", ".html", ".md", ".in", ".json", ".yaml", ".yml")
    return [
        ROOT / each
        for each in listed
        if each.endswith(kinds) and not each.startswith(("seeds/", "tests/")) and (ROOT / each).is_file()
    ]


def test_nothing_outside_the_tests_knows_the_seeds() -> None:
    seeds = [path.stem for path in (ROOT / "seeds").glob("*.txt")]
    assert seeds
    needles = [needle for seed in seeds for needle in (seed, seed.rsplit("_", 1)[-1][:8])]
    wrong = [
        f"{name(path)} names {needle}"
        for path in shipped_texts()
        for needle in needles
        if needle in path.read_text(encoding="utf-8")
    ]
    assert wrong == []


def test_what_runs_reaches_no_outside_host() -> None:
    wrong = []
    for path in shipped_texts():
        if path.suffix not in {".py", ".js", ".css", ".html", ".toml"} or name(path).startswith("docs/"):
            continue
        text = path.read_text(encoding="utf-8")
        wrong += [
            f"{name(path)}: {found.group()}"
            for found in ADDRESS.finditer(text)
            if not text.startswith(NAMESPACES, found.start())
        ]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("http://127.0.0.1:8501", False),
        ("https://cdn.example.org/x.js", True),
        ("see //x", False),
        ("http://localhost/", False),
    ],
)
def test_addresses_are_told_apart(text: str, found: bool) -> None:
    assert bool(ADDRESS.search(text)) is found


@pytest.mark.parametrize("module", ["pipeline", "pipeline.reading", "pipeline.cli", "exports"])
def test_importing_a_door_imports_nothing_heavy(module: str) -> None:
    heavy = "pandas", "streamlit", "sqlalchemy", "alembic", "pyarrow", "openpyxl", "plotly"
    code = f"import sys, {module}; print(sorted(set({heavy!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
