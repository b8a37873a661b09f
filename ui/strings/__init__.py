"""Every word on the screen, in both languages, and the choice of the right plural form."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale

LANGUAGES = ("ar", "en")
PLURAL_FORMS = ("zero", "one", "two", "few", "many", "other")

Message = str | Mapping[str, str] | tuple[str, ...]


def _is_plural(table: Mapping[str, Any]) -> bool:
    return "other" in table and set(table) <= set(PLURAL_FORMS)


def _flatten(table: Mapping[str, Any], prefix: str = "") -> dict[str, Message]:
    messages: dict[str, Message] = {}
    for name, value in table.items():
        key = f"{prefix}{name}"
        if isinstance(value, str):
            messages[key] = value
        elif isinstance(value, list):
            messages[key] = tuple(value)
        elif _is_plural(value):
            messages[key] = dict(value)
        else:
            messages |= _flatten(value, f"{key}.")
    return messages


@cache
def messages(lang: str) -> Mapping[str, Message]:
    """All messages of a language by dotted key: a sentence, its plural forms, or a list of words."""
    with Path(__file__).with_name(f"{lang}.toml").open("rb") as file:
        return _flatten(tomllib.load(file))


def plural_form(lang: str, n: int) -> str:
    """The CLDR plural category of a number in a language: zero, one, two, few, many or other."""
    return str(Locale(lang).plural_form(n))


def translate(lang: str, key: str, *, n: int | None = None, **values: str | int) -> str:
    """The sentence under a key with its values filled in; `n` chooses the plural form and fills {n}.

    Raises KeyError for a missing key and TypeError where a list is asked for as a sentence.
    """
    message = messages(lang)[key]
    if isinstance(message, tuple):
        raise TypeError(f"{key} is a list of words, not a sentence")
    if isinstance(message, Mapping):
        if n is None:
            raise TypeError(f"{key} needs a number")
        message = message.get(plural_form(lang, n), message["other"])
    return message.format(n=n, **values) if n is not None or values else message


def words(lang: str, key: str) -> tuple[str, ...]:
    """The list of words under a key."""
    message = messages(lang)[key]
    if not isinstance(message, tuple):
        raise TypeError(f"{key} is not a list of words")
    return message
