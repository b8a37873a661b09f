"""A visitor's own articles: what may be handed over, how it is read, and the set of them that a visit holds.

Pure: no Streamlit. A visit's set is a frozen value; every change makes a new one, and nothing is ever written to disk.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import NamedTuple
from zipfile import ZipFile

from pipeline.model import Article, PageFacts
from pipeline.reading import SUFFIXES, read_upload
from pipeline.timevalue import parse_edtf

MEGABYTE = 1024 * 1024
MAX_FILE_BYTES = 10 * MEGABYTE
"""The size of one file handed over; equals server.maxUploadSize in .streamlit/config.toml."""

MAX_UNPACKED_BYTES = 40 * MEGABYTE
"""What an archive or an office document may take unpacked."""

MAX_FILES_AT_ONCE = 50
"""The most files handed over in one go."""

MAX_BYTES_AT_ONCE = 50 * MEGABYTE
"""What the files handed over in one go may take together."""

MAX_ARTICLES = 200
"""The most articles of one visit."""

MAX_CHARACTERS = 3_000_000
"""The most characters of all articles of one visit."""

MAX_PASTED = 200_000
"""The most characters of one pasted text."""

SAYS = "says"
"""The key of a refusal in the pipeline's own words."""

FILE_TYPES = tuple(suffix.lstrip(".") for suffix in SUFFIXES)
_LONGEST_NAME = 120
_LONGEST_FACT = 200
_ZIP = b"PK\x03\x04"
_ASCII_DIGITS = str.maketrans("".join(chr(base + n) for base in (0x660, 0x6F0) for n in range(10)), "0123456789" * 2)

Progress = Callable[[int, int, str], None]


class Refusal(NamedTuple):
    """Why something was left out: a message's key and the values that are no limits, or the pipeline's words.

    name: the file as its owner knows it, '' for a pasted text.
    """

    name: str
    key: str
    values: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class OwnArticles:
    """The articles of one visit. dates: article name -> EDTF date of writing as its owner knows it. collected: the day
    on which they were collected, '' where it is not said."""

    articles: tuple[Article, ...] = ()
    dates: Mapping[str, str] = field(default_factory=dict)
    collected: str = ""

    @property
    def key(self) -> str:
        """What tells this set from another: names, texts and dates."""
        told = [(article.name, article.digest, article.page.outlet, article.page.url) for article in self.articles]
        return sha256(repr((told, sorted(self.dates.items()), self.collected)).encode()).hexdigest()

    @property
    def characters(self) -> int:
        """The length of all texts."""
        return sum(len(article.text) for article in self.articles)

    def without(self, name: str) -> OwnArticles:
        """The same set without one article."""
        dates = {each: date for each, date in self.dates.items() if each != name}
        return replace(self, articles=tuple(one for one in self.articles if one.name != name), dates=dates)


def read_files(
    own: OwnArticles,
    files: Iterable[tuple[str, bytes]],
    taken: Collection[str],
    progress: Progress | None = None,
) -> tuple[OwnArticles, list[Refusal], int]:
    """Add the articles of some files, each (name, bytes).

    taken: names that other articles bear. progress: called with (files done, files, the next one's name). Returns the
    new set, one refusal for everything that was left out or read in part, and how many articles came in.
    """
    waiting = list(files)
    refused: list[Refusal] = []
    before, handed_over = len(own.articles), 0
    for number, (name, data) in enumerate(waiting):
        if progress:
            progress(number, len(waiting), name)
        handed_over += len(data)
        if number >= MAX_FILES_AT_ONCE or handed_over > MAX_BYTES_AT_ONCE:
            refused.append(Refusal(name, "too_many_files"))
        elif refusal := _too_large(name, data):
            refused.append(refusal)
        else:
            own, wrong = _with_file(own, name[-_LONGEST_NAME:], data, taken)
            refused += wrong
    return own, refused, len(own.articles) - before


def add_pasted(
    own: OwnArticles, text: str, taken: Collection[str], *, outlet: str = "", url: str = "", written: str = ""
) -> tuple[OwnArticles, Refusal | None]:
    """Add a pasted text. outlet, url: what its owner says of its source. written: its date of writing (EDTF), or ''."""
    name = f"pasted-{1 + sum(article.name.startswith('pasted-') for article in own.articles)}.txt"
    if not text.strip():
        return own, Refusal("", "nothing_pasted")
    if len(text) > MAX_PASTED:
        return own, Refusal("", "too_long")
    if url.strip() and not is_address(url.strip()):
        return own, Refusal("", "no_address", {"url": url.strip()[:_LONGEST_FACT]})
    try:
        date = written_date(written)
    except ValueError:
        return own, Refusal("", "no_date", {"date": written.strip()[:_LONGEST_FACT]})
    articles, problems = read_upload(name, text.encode("utf-8", "replace"))
    article = articles[0]
    if article.status == "refused":
        return own, Refusal("", SAYS, {"says": problems[0].says})
    facts = PageFacts(outlet=" ".join(outlet.split())[:_LONGEST_FACT], url=url.strip()[:_LONGEST_FACT])
    added, refusal = _with_article(own, replace(article, page=facts), taken)
    if refusal:
        return own, refusal._replace(name="")
    if date:
        added = replace(added, dates={**added.dates, added.articles[-1].name: date})
    return added, None


def written_date(written: str) -> str:
    """A date as a reader types it, as EDTF; '' for none. Raises ValueError where it is no date."""
    text = written.strip().translate(_ASCII_DIGITS).replace("/", "-") if ".." not in written else written.strip()
    return parse_edtf(text).edtf if text else ""


def last_day_of(written: str) -> str:
    """The day on which articles were collected, checked; '' for none. Raises ValueError where no day is bounded."""
    edtf = written_date(written)
    if edtf and parse_edtf(edtf).latest is None:
        raise ValueError(f"no last day: {written!r}")
    return edtf


def is_address(url: str) -> bool:
    """Whether it is the address of a web page."""
    scheme, _, rest = url.partition("://")
    return scheme.lower() in ("http", "https") and bool(rest) and not any(char.isspace() for char in url)


def _with_file(own: OwnArticles, name: str, data: bytes, taken: Collection[str]) -> tuple[OwnArticles, list[Refusal]]:
    """The set with the article of a file, or with those of an archive."""
    articles, problems = read_upload(name, data)
    refused = [Refusal(problem.name, SAYS, {"says": problem.says}) for problem in problems]
    for article in articles:
        if article.status != "refused":
            own, refusal = _with_article(own, article, taken)
            refused += [refusal] if refusal else []
    return own, refused


def _too_large(name: str, data: bytes) -> Refusal | None:
    """Why a file is not even opened."""
    if len(data) > MAX_FILE_BYTES:
        return Refusal(name, "file_too_large")
    if data.startswith(_ZIP) and _unpacked(data) > MAX_UNPACKED_BYTES:
        return Refusal(name, "unpacks_too_large")
    return None


def _unpacked(data: bytes) -> int:
    """What an archive says that it takes unpacked, in bytes; no more than that is ever read of it."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            return sum(info.file_size for info in archive.infolist())
    except Exception:  # noqa: BLE001 - a broken archive raises whatever its broken place leads to; reading it says so
        return 0


def _with_article(own: OwnArticles, article: Article, taken: Collection[str]) -> tuple[OwnArticles, Refusal | None]:
    """The set with one more article, under a name that is free, or why it stays out."""
    if any(article.digest == known.digest for known in own.articles):
        return own, Refusal(article.name, "known_already")
    if len(own.articles) >= MAX_ARTICLES:
        return own, Refusal(article.name, "too_many")
    if own.characters + len(article.text) > MAX_CHARACTERS:
        return own, Refusal(article.name, "too_much")
    names = {*taken, *(known.name for known in own.articles)}
    name, number = article.name, 2
    while name in names:
        name, number = f"{article.name} ({number})", number + 1
    return replace(own, articles=(*own.articles, replace(article, name=name))), None
