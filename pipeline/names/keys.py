"""What is asked of a name outside an article: the key of its spellings, its country, its Latin letters."""

from __future__ import annotations

from functools import lru_cache

from pipeline.model import Name
from pipeline.names.lists import lists
from pipeline.names.spelling import ARTICLE, key, phrase, sound
from pipeline.names.words import entry
from pipeline.romanise import romanise


@lru_cache(maxsize=1 << 12)
def same_name_key(label: str) -> str:
    """A key that all spellings of one name share, within an article and across them."""
    parts = phrase(label)
    listed = lists().label(parts)
    if listed is not None:
        parts = phrase(listed)
    return "".join([sound(part[2:] if part.startswith(ARTICLE) and len(part) > 4 else part) for part in parts])


def country_of_adjective(text: str) -> str:
    """The label of the country that a nationality means («الروسية», «كوريون جنوبيون»), '' where it means none."""
    return country_names(text)[0]


def country_names(text: str) -> tuple[str, str]:
    """The Arabic and the English label of the country that a nationality means, ('', '') where it means none."""
    parts = phrase(text)
    if not parts:
        return "", ""
    for rest, match in entry(parts[0]).every:
        known = match.get("adjective") if rest == parts[1:] else None
        if known is not None:
            return known.label, known.english
    return "", ""


def is_arabic_given(word: str) -> bool:
    """Whether a word is an Arabic given name."""
    return key(word) in lists().arabic_given


def media_labels() -> frozenset[str]:
    """The labels of the listed newspapers, channels, agencies and platforms."""
    return lists().media


def names_somebody(word: str) -> bool:
    """Whether a word with the article is a title or a body («الوزير», «الشركة»): somebody who can do something."""
    kinds = ("titles", "references", "body_reference", "institutions", "government", "person", "short")
    return any(match.get(*kinds) is not None for match in entry(key(word)).alone)


def english_label(name: Name) -> str:
    """The English label of a name: the lists', else its letters in Latin ones."""
    return name.label_en or latin(name.label)


@lru_cache(maxsize=1 << 12)
def latin(label: str) -> str:
    """A label in Latin letters."""
    return romanise(label, lists().english)
