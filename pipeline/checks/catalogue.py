"""Every code that `check` may give: its severity, its family, examples, and which of them a user wants."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.checks.house import SEVERITIES
from pipeline.checks.view import Severity
from pipeline.kept import toml
from pipeline.messages import Language, texts

FAMILIES = ("D1", "D2", "D3", "E2", "E3", "H1")
_EXAMPLES = Path(__file__).parent / "examples.toml"


class Code(NamedTuple):
    """severity: as a rule; D106 is a warning where the two days lie close together."""

    code: str
    severity: Severity


CODES: tuple[Code, ...] = (
    Code("D101", "warning"),
    Code("D102", "error"),
    Code("D103", "error"),
    Code("D104", "info"),
    Code("D105", "warning"),
    Code("D106", "error"),
    Code("D107", "warning"),
    Code("D108", "warning"),
    Code("D109", "info"),
    Code("D201", "warning"),
    Code("D202", "warning"),
    Code("D203", "warning"),
    Code("D204", "warning"),
    Code("D205", "error"),
    Code("D206", "warning"),
    Code("D301", "warning"),
    Code("D302", "warning"),
    Code("D303", "warning"),
    Code("E201", "warning"),
    Code("E202", "warning"),
    Code("E203", "info"),
    Code("E204", "info"),
    Code("E301", "info"),
    Code("E302", "warning"),
    Code("E303", "warning"),
    Code("E304", "info"),
    *(Code(code, SEVERITIES[code]) for code in sorted(SEVERITIES)),
)


class Example(NamedTuple):
    """Articles that give the code, and the same ones put right, which give none.

    date: of writing, '' as they say. style: the house's profile in TOML, '' for none.
    """

    wrong: tuple[str, ...]
    right: tuple[str, ...]
    date: str
    style: str


@cache
def examples() -> dict[str, tuple[Example, ...]]:
    """Code -> its examples (examples.toml)."""
    data: dict[str, list[dict[str, Any]]] = toml(_EXAMPLES)
    return {
        code: tuple(
            Example(tuple(row["wrong"]), tuple(row["right"]), row.get("date", ""), row.get("style", "")) for row in rows
        )
        for code, rows in data.items()
    }


def known_codes() -> tuple[str, ...]:
    """All codes, in order."""
    return tuple(one.code for one in CODES)


def unknown_prefixes(prefixes: Sequence[str]) -> list[str]:
    """Those of the prefixes that no code begins with."""
    return [prefix for prefix in prefixes if not any(code.startswith(prefix) for code in known_codes())]


def is_wanted(code: str, select: Sequence[str], ignore: Sequence[str]) -> bool:
    """Whether a code is switched on: the longer prefix decides, and of equal ones the one to ignore."""
    wanted = max((len(prefix) for prefix in select if code.startswith(prefix)), default=-1)
    unwanted = max((len(prefix) for prefix in ignore if code.startswith(prefix)), default=-1)
    return (wanted >= 0 or not select) and unwanted < max(wanted, 0) + (unwanted < 0)


def explained(code: str, language: Language) -> str:
    """What a code means, with its examples, for `check --explain`. Raises KeyError for an unknown code."""
    said = texts(language)
    severity = next(one.severity for one in CODES if one.code == code)
    lines = [f"{code} ({said[f'explain.{severity}']})", "", said[f"explain.{code}"], ""]
    for example in examples()[code][:1]:
        if example.style:
            lines.append(said["explain.style"])
            lines += [f"    {row}" for row in example.style.strip().split("\n")]
        for name, rows in (("wrong", example.wrong), ("right", example.right)):
            lines.append(said[f"explain.{name}"])
            lines += [f"    {row}" for text in rows for row in text.strip().split("\n")]
    lines += ["", said["explain.off"].format(code=code)]
    return "\n".join(lines) + "\n"
