"""What findings, evidence and traces say, in Arabic and English: ar.toml and en.toml, under the same keys."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from pipeline.kept import toml

Language = Literal["ar", "en"]
LANGUAGES: tuple[Language, ...] = ("ar", "en")

_FOLDER = Path(__file__).parent
_STEP = re.compile(r"([a-z_]+)\(([^()]*)\)")


@cache
def texts(language: Language) -> Mapping[str, str]:
    """key (`section.name`) -> sentence with {placeholders}."""
    data = toml(_FOLDER / f"{language}.toml")
    return {f"{section}.{name}": text for section, rows in data.items() for name, text in rows.items()}


def say(key: str, language: Language, args: Mapping[str, str]) -> str:
    """The sentence of a key. Raises KeyError for an unknown key or a missing argument."""
    return texts(language)[key].format_map(args)


def _in_words(name: str, value: str, language: Language) -> str:
    return texts(language).get(f"value.{name}_{value}", value)


def explain(trace: str, language: Language) -> str:
    """A trace («counted(unit=month; amount=-1; from=2024-06-18) -> 2024-05») as a sentence for readers.

    Steps without words of their own are left out; an empty trace gives ''.
    """
    sentences = []
    for step, arguments in _STEP.findall(trace):
        args = dict(part.split("=", 1) for part in arguments.split("; ") if "=" in part)
        template = texts(language).get(f"trace.{step}")
        if template:
            words = {name: _in_words(name, value, language) for name, value in args.items()}
            sentences.append(template.format_map(_Missing(words)))
    return texts(language)["value.joiner"].join(sentences)


class _Missing(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""
