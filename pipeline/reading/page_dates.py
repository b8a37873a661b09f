"""The dates that a web page gives for its article, outside the text: metadata, <time>, the address.

Only whole days count. A value with a time of day and a zone is the local day as it is written: that is the day on the
newspaper's own calendar. Dates of other articles (related links, lists of the latest news) are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from email.utils import parsedate
from itertools import islice
from typing import Any

from pipeline.model import MetadataDate, MetadataSource

# <meta name=… | property=… | itemprop=…>, in lower case -> source, and whether it is the day of a change.
_META: Mapping[str, tuple[MetadataSource, bool]] = {
    "article:published_time": ("article:published_time", False),
    "og:article:published_time": ("article:published_time", False),
    "datepublished": ("datePublished", False),
    "parsely-pub-date": ("parsely-pub-date", False),
    "dc.date": ("DC.date", False),
    "dc.date.issued": ("DC.date", False),
    "dc.date.created": ("DC.date", False),
    "dcterms.date": ("DC.date", False),
    "dcterms.issued": ("DC.date", False),
    "dcterms.created": ("DC.date", False),
    "pubdate": ("meta", False),
    "publishdate": ("meta", False),
    "publish-date": ("meta", False),
    "publish_date": ("meta", False),
    "publication_date": ("meta", False),
    "og:published_time": ("meta", False),
    "og:pubdate": ("meta", False),
    "sailthru.date": ("meta", False),
    "cxenseparse:recs:publishtime": ("meta", False),
    "date": ("meta", False),
    "article:modified_time": ("article:modified_time", True),
    "og:updated_time": ("article:modified_time", True),
    "datemodified": ("dateModified", True),
    "dc.date.modified": ("DC.date", True),
    "dcterms.modified": ("DC.date", True),
    "lastmod": ("meta", True),
    "last-modified": ("meta", True),
}
_TRUST: Sequence[MetadataSource] = (
    "article:published_time",
    "datePublished",
    "parsely-pub-date",
    "DC.date",
    "meta",
    "time",
    "url",
    "article:modified_time",
    "dateModified",
    "guess",
)
_MOST = 40  # dates of one page that are kept; an honest page has a handful
_LONGEST = 200  # characters of a value; longer ones are no dates

_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})-([0-9]{1,2})|/([0-9]{1,2})/([0-9]{1,2})|([0-9]{2})([0-9]{2}))(?![0-9-])")
_IN_ADDRESS = re.compile(
    r"(?:^|[/_-])((?:19|20)[0-9]{2})(?:([/_-])([0-9]{1,2})\2([0-9]{1,2})|([0-9]{2})([0-9]{2}))(?=$|[/_.-])"
)
# What programs write where they know no date.
_NO_DATES = frozenset((date(1970, 1, 1), date(1900, 1, 1)))

# Parts of a page that speak of other articles, by the name of an element or a word in its class or id.
_ELSEWHERE_TAGS = frozenset(("aside", "nav", "footer", "li", "a", "form"))
_ELSEWHERE = re.compile(
    r"relat|sidebar|widget|comment|latest|most-?_?(?:read|view|popular)|popular|recommend|trending|ticker|breaking|"
    r"read-?_?(?:also|more|next)|see-?_?also|more-?_?news|card|teaser|carousel|slider|menu|footer",
    re.IGNORECASE,
)
_DATE_CLASS = re.compile(r"date|time|publish|posted", re.IGNORECASE)
_CHANGE = re.compile(r"modif|updat|edit", re.IGNORECASE)
_TIMES = 3  # <time> elements beside the headline that may be the article's own
_LONGEST_LINE = 120
_HIGHEST = 12  # parts around the headline, one in the other, that are searched


def page_dates(tree: Any, headline: Any, nodes: Iterable[Mapping[str, Any]], address: str) -> tuple[MetadataDate, ...]:
    """The dates of a page's article, the most reliable first.

    headline: the element that is the article's headline, or None. nodes: what JSON-LD says of the article. address:
    its own. Only where nothing else gives a day of publication, a date that stands beside the headline is the guess.
    """
    found = [*_from_meta(tree), *_from_nodes(nodes), *_from_times(tree, headline), *_from_address(address)]
    if not any(each.day for each in found if not each.modified):
        found += _guess(tree, headline)
    unique = dict.fromkeys(sorted(found, key=lambda each: (each.modified, _TRUST.index(each.source))))
    seen: set[tuple[str, date | None, bool]] = set()
    kept = []
    for each in unique:
        if (each.source, each.day, each.modified) not in seen:
            seen.add((each.source, each.day, each.modified))
            kept.append(each)
    return tuple(kept[:_MOST])


def day_of(value: str) -> date | None:
    """The local calendar day that a value of metadata writes, None where it writes no complete one."""
    value = value.strip()
    if len(value) > _LONGEST:
        return None
    numbers = _ISO.match(value)
    if numbers:
        return _day(*(int(number) for number in numbers.groups() if number is not None))
    return _of_mail(value) or _of_words(value)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return None if found in _NO_DATES or year < 1800 else found


def _of_mail(value: str) -> date | None:
    """«Tue, 18 Jun 2024 10:00:00 GMT»."""
    if not re.search("[0-9]{4}", value):
        return None
    try:
        parts = parsedate(value)
    except (ValueError, IndexError, TypeError):
        return None
    return _day(*parts[:3]) if parts else None


def _of_words(value: str) -> date | None:
    """A date in Arabic words or digits, as the pipeline reads it in any text; the first complete one."""
    if not re.search(r"\d", value):
        return None
    from pipeline.model import CalendarDate
    from pipeline.scan import scan

    for timex in scan(value):
        expr = timex.expr
        if isinstance(expr, CalendarDate) and not expr.hijri and expr.year and expr.month and expr.day:
            return _day(expr.year, expr.month, expr.day)
    return None


def _from_meta(tree: Any) -> Iterator[MetadataDate]:
    for element in tree.iter("meta", "time", "span", "div", "p", "abbr"):
        names = (element.get("property"), element.get("name"), element.get("itemprop"))
        for name in names if element.tag == "meta" else names[2:]:
            known = _META.get((name or "").strip().lower())
            value = element.get("content") or element.get("datetime") or element.get("title") or ""
            if known and value.strip() and not (element.tag != "meta" and is_elsewhere(element)):
                source, is_change = known
                yield _metadata(source, value, is_change)


def _from_nodes(nodes: Iterable[Mapping[str, Any]]) -> Iterator[MetadataDate]:
    for node in nodes:
        for key, is_change in (("datePublished", False), ("dateModified", True)):
            value = node.get(key)
            if isinstance(value, str) and value.strip():
                source: MetadataSource = "dateModified" if is_change else "datePublished"
                yield _metadata(source, value, is_change)


def _from_times(tree: Any, headline: Any) -> Iterator[MetadataDate]:
    """<time datetime> nearest above or below the headline, in the smallest part of the page that holds both."""
    for element in _beside(tree, headline, lambda each: each.tag == "time" and each.get("datetime"))[:_TIMES]:
        words = " ".join((element.get("class") or "", element.get("itemprop") or ""))
        yield _metadata("time", element.get("datetime"), bool(_CHANGE.search(words)))


def _from_address(address: str) -> Iterator[MetadataDate]:
    path = re.sub(r"^[a-z]+://[^/?#]*", "", address.strip(), flags=re.IGNORECASE)
    found = _IN_ADDRESS.search(re.split("[?#]", path)[0])
    if found:
        year, _, *parts = found.groups()
        day = _day(int(year), *(int(part) for part in parts if part is not None))
        if day:
            yield MetadataDate("url", found[0].strip("/_-"), day)


def _guess(tree: Any, headline: Any) -> list[MetadataDate]:
    """A full date in a short line beside the headline whose class says that it is one."""

    def is_dateline(element: Any) -> bool:
        named = _DATE_CLASS.search(" ".join((element.get("class") or "", element.get("id") or "")))
        return bool(named or element.tag == "time") and len(element.text_content()) <= _LONGEST_LINE

    for element in _beside(tree, headline, is_dateline):
        words = " ".join(element.text_content().split())
        day = _of_words(words) or day_of(words)
        if day and not _CHANGE.search(element.get("class") or ""):
            return [MetadataDate("guess", words, day)]
    return []


def _beside(tree: Any, headline: Any, is_wanted: Any) -> list[Any]:
    """The wanted elements in the smallest part of the page that holds the headline and one of them."""
    if headline is None:
        return [found for article in tree.iter("article", "main") for found in _wanted_in(article, None, is_wanted)]
    for part in islice(headline.iterancestors(), _HIGHEST):
        found = _wanted_in(part, headline, is_wanted)
        if found or part.tag in ("body", "html"):
            return found
    return []


def _wanted_in(part: Any, headline: Any, is_wanted: Any) -> list[Any]:
    around = set(headline.iterancestors()) if headline is not None else set()
    return [
        each for each in part.iter() if isinstance(each.tag, str) and is_wanted(each) and not is_elsewhere(each, around)
    ]


def is_elsewhere(element: Any, around: set[Any] | frozenset[Any] = frozenset()) -> bool:
    """Whether an element stands in a part of the page about other articles. around: parts that hold the headline."""
    for part in (element, *element.iterancestors()):
        if part in around or part.tag in ("body", "html"):
            return False
        if part.tag in _ELSEWHERE_TAGS or (part.tag == "article" and around):
            return True
        if part is not element and _ELSEWHERE.search(" ".join((part.get("class") or "", part.get("id") or ""))):
            return True
    return False


def _metadata(source: MetadataSource, value: str, is_change: bool) -> MetadataDate:
    quote = " ".join(value.split())[:_LONGEST]
    return MetadataDate(source, quote, day_of(quote), is_change)
