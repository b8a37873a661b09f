"""People, countries, organisations and places named in an article: one look at every word, then the rules.

Lists know the countries, many towns, people and bodies; what no list knows is recognised by what stands beside it
(a title, a verb of saying, a given name, a cue noun). Arabic has no capitals, so an unknown word is one that is not
among the ordinary words of `names_common.toml`. Short forms and titles that point back are resolved at the end, from
what the article itself has named. All words are in `lexicon/names*.toml`.
"""

from __future__ import annotations

from pipeline.names.finding import find_names
from pipeline.names.keys import (
    country_names,
    country_of_adjective,
    english_label,
    is_arabic_given,
    latin,
    media_labels,
    names_somebody,
    same_name_key,
)
from pipeline.names.lists import DataError

__all__ = [
    "DataError",
    "country_names",
    "country_of_adjective",
    "english_label",
    "find_names",
    "is_arabic_given",
    "latin",
    "media_labels",
    "names_somebody",
    "same_name_key",
]
