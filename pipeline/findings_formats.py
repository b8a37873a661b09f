"""Findings as other programs read them: lines like a compiler's, JSON, SARIF 2.1.0, GitHub's annotations.

SARIF: OASIS, Static Analysis Results Interchange Format 2.1.0. GitHub: «Workflow commands», error, warning, notice.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote

from pipeline.checks.catalogue import CODES
from pipeline.messages import Language, texts
from pipeline.table import Row

_LINE_END = re.compile(r"\r\n|\r|\n")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_SARIF_LEVEL = {"error": "error", "warning": "warning", "info": "note"}
_GITHUB_LEVEL = {"error": "error", "warning": "warning", "info": "notice"}


class Place(NamedTuple):
    """Line and column of an offset, both from 1; columns count code points."""

    line: int
    column: int


class Sources(NamedTuple):
    """What findings point into. texts: article -> its text. paths: article -> the file as the user named it."""

    texts: Mapping[str, str]
    paths: Mapping[str, str]


def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in _LINE_END.finditer(text))]


def _place(starts: Sequence[int], offset: int) -> Place:
    line = bisect_right(starts, offset)
    return Place(line, offset - starts[line - 1] + 1)


class _Located(NamedTuple):
    row: Row
    path: str
    begin: Place
    end: Place


def _located(rows: Sequence[Row], sources: Sources) -> list[_Located]:
    starts = {name: _line_starts(sources.texts[name]) for name in {row["article"] for row in rows}}
    return [
        _Located(
            row,
            sources.paths[row["article"]],
            _place(starts[row["article"]], row["start"]),
            _place(starts[row["article"]], row["end"]),
        )
        for row in rows
    ]


def _message(row: Row, language: Language) -> str:
    message = _UNPRINTABLE.sub(" ", row[f"message_{language}"])
    if not row["suggestion"]:
        return message
    suggested = texts(language)["explain.suggestion"].format(suggestion=_UNPRINTABLE.sub(" ", row["suggestion"]))
    return f"{message} ({suggested})"


def as_text(rows: Sequence[Row], sources: Sources, language: Language) -> str:
    """One line a finding: `file:line:col: CODE message`."""
    return "".join(
        f"{_UNPRINTABLE.sub(' ', one.path)}:{one.begin.line}:{one.begin.column}: "
        f"{one.row['code']} {_message(one.row, language)}\n"
        for one in _located(rows, sources)
    )


def as_json(rows: Sequence[Row], sources: Sources, _language: Language) -> str:
    """One array of the findings, with their path, line and column beside the columns of the table."""
    found = [
        {
            **one.row,
            "path": one.path,
            "line": one.begin.line,
            "column": one.begin.column,
            "end_line": one.end.line,
            "end_column": one.end.column,
        }
        for one in _located(rows, sources)
    ]
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def as_github(rows: Sequence[Row], sources: Sources, language: Language) -> str:
    """GitHub's workflow commands, which mark the lines of a change."""
    lines = []
    for one in _located(rows, sources):
        properties = {
            "file": one.path,
            "line": one.begin.line,
            "endLine": one.end.line,
            "col": one.begin.column,
            "endColumn": one.end.column,
            "title": one.row["code"],
        }
        named = ",".join(f"{name}={_escaped(str(value), inside=True)}" for name, value in properties.items())
        lines.append(
            f"::{_GITHUB_LEVEL[one.row['severity']]} {named}::{_escaped(_message(one.row, language), inside=False)}\n"
        )
    return "".join(lines)


def _escaped(text: str, *, inside: bool) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if inside else text


def as_sarif(rows: Sequence[Row], sources: Sources, language: Language) -> str:
    """A SARIF log of one run."""
    rules = [
        {
            "id": one.code,
            "shortDescription": {"text": texts(language)[f"explain.{one.code}"]},
            "defaultConfiguration": {"level": _SARIF_LEVEL[one.severity]},
        }
        for one in CODES
    ]
    index = {one.code: at for at, one in enumerate(CODES)}
    results = [_sarif_result(one, index, sources, language) for one in _located(rows, sources)]
    run = {
        "tool": {"driver": {"name": "tasalsul", "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return json.dumps({"version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _sarif_result(one: _Located, index: Mapping[str, int], sources: Sources, language: Language) -> dict[str, Any]:
    row = one.row
    related = []
    for other in row["related"]:
        starts = _line_starts(sources.texts[other["article"]])
        begin, end = _place(starts, other["start"]), _place(starts, other["end"])
        related.append(_sarif_place(sources.paths[other["article"]], begin, end))
    result: dict[str, Any] = {
        "ruleId": row["code"],
        "ruleIndex": index[row["code"]],
        "level": _SARIF_LEVEL[row["severity"]],
        "message": {"text": _message(row, language)},
        "locations": [_sarif_place(one.path, one.begin, one.end)],
        "properties": {name: row[name] for name in ("message_ar", "message_en", "suggestion", "event_id")},
    }
    if related:
        result["relatedLocations"] = related
    return result


def _sarif_place(path: str, begin: Place, end: Place) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(path.replace("\\", "/"))},
            "region": {
                "startLine": begin.line,
                "startColumn": begin.column,
                "endLine": end.line,
                "endColumn": end.column,
            },
        }
    }


FORMATS: Mapping[str, Callable[[Sequence[Row], Sources, Language], str]] = {
    "text": as_text,
    "json": as_json,
    "sarif": as_sarif,
    "github": as_github,
}
