"""What was wrong with a file, in the reader's language: the sentences of pipeline/reading, told by what they say."""

from __future__ import annotations

import re
from collections.abc import Mapping

from babel import Locale

from pipeline.reading.language import LANGUAGE_NAMES
from ui.reader import Reader

_CODES = {name: code for code, name in LANGUAGE_NAMES.items()}
# A sentence may report two faults; each row is looked for in the whole of it.
_SENTENCES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), key)
    for pattern, key in (
        (r"^is empty;", "empty"),
        (r"^holds only white space;", "blank"),
        (r"^is not Arabic \(it seems to be (?P<language>[^)]+)\);", "other_language"),
        (r"^is not Arabic(?! \(it seems)", "not_arabic"),
        (r"^is a ZIP archive inside another", "archive_inside"),
        (r"^is an archive inside an archive", "archive_inside"),
        (r"^is a damaged ZIP archive", "damaged"),
        (r"^is damaged inside its archive", "damaged"),
        (r"^is a damaged Word document", "damaged"),
        (r"^is a damaged PDF file", "damaged"),
        (r"^is a web page that cannot be taken apart", "damaged"),
        (r"^is not what its name says \((?P<suffix>[^)]*)\)", "misnamed"),
        (r"^is .*, not an article;", "no_article"),
        (r"^is not text in an encoding known here", "encoding"),
        (r"^is not a web page in an encoding known here", "encoding"),
        (r"^is a web page without an article", "empty_page"),
        (r"^is locked with a password", "locked"),
        (r"^is a PDF locked with a password", "locked"),
        (r"^is a PDF that holds pictures", "scan"),
        (r"^is a PDF without text", "blank"),
        (r"\bis longer than (?P<pages>\d+) pages", "long_pdf"),
        (r"\bholds only pictures on page (?P<page>[^;]+);", "picture_pages"),
        (r"^is larger than (?P<megabytes>\d+) MB", "large"),
        (r"^unpacks to more than (?P<megabytes>\d+) MB", "unpacks_large"),
        (r"^is left out: the archive unpacks to more than (?P<megabytes>\d+) MB", "unpacks_large"),
        (r"^holds more than (?P<number>\d+) files", "many_files"),
        (r"^an archive without articles", "no_articles_inside"),
        (r"^is not valid (?P<encoding>[\w-]+) in ", "partly_decoded"),
    )
)


def problem_words(says: str, reader: Reader) -> str:
    """A sentence of the pipeline about a file, in the reader's language; what is not known here is said in general.

    English readers get the pipeline's own words for what is not known.
    """
    found = [(key, match) for pattern, key in _SENTENCES if (match := pattern.search(says))]
    if not found:
        return says if reader.lang == "en" else reader.t("reading.other")
    return " ".join(reader.t(f"reading.{key}", **_values(match.groupdict(), reader)) for key, match in found)


def problem_line(name: str, says: str, reader: Reader) -> str:
    """The line about a file: its name, set apart from the sentence's direction, and what is wrong with it."""
    return reader.t("reading.line", name=f"\u2068{name}\u2069", says=problem_words(says, reader))


def _values(groups: Mapping[str, str | None], reader: Reader) -> dict[str, str]:
    values = {name: reader.number(value or "") for name, value in groups.items()}
    if "language" in values:
        code = _CODES.get(values["language"], "")
        values["language"] = Locale(reader.lang).languages.get(code, values["language"])
    return values
