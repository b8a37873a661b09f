"""Web pages (.html) -> the article in them: its text, and what the page says beside it.

The text is the headline on the first line and a line for each paragraph after it, without menus, related links,
comments and scripts; all offsets count in this text. trafilatura finds it. Nothing is fetched: only the page's own
bytes are looked at, and nothing in them is run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from functools import cache
from typing import Any

from pipeline.model import PageFacts
from pipeline.reading import decoding
from pipeline.reading.content import Content
from pipeline.reading.decoding import Decoded
from pipeline.reading.linked_data import article_nodes, name_of
from pipeline.reading.page_dates import page_dates

PAGE_ELEMENTS = 10_000
"""The elements of a page, scripts left out, above which no article is looked for: all that can be seen is taken."""

_LATIN = re.compile(rb"[A-Za-z]+")
# A tag so long that it holds a picture, or is meant to keep the parser busy.
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{20000,}>")
_CHARSET = re.compile(rb"""<meta\b[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(r"^\s*<\?xml[^>]*\?>")
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+?)\s*-->", re.IGNORECASE)
_CHARSET_PLACE = 4_096
_NEVER_TEXT = (
    "script", "style", "template", "noscript", "svg", "math", "iframe", "object", "embed", "canvas", "audio", "video",
    "button", "select", "textarea", "input", "datalist",
)  # fmt: skip
_FURNITURE = ("nav", "footer", "aside", "form", "head")
_BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead title tr "
    "ul".split()
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LAYOUT_CELL = 250  # characters in one cell above which a table only arranges the page
_TABLE_ROW = re.compile(r"\|(?P<cells>.*)\|\s*")
_TABLE_RULE = re.compile(r"[|\s:-]+")
_SITE_PART = re.compile(r"\s+[|\u2013\u2014\u00bb:-]+\s+")
_EMPTY = "is a web page without an article on it (one that scripts fill?); save its text as a .txt file"
_BROKEN = "is a web page that cannot be taken apart; save its text as a .txt file"


def read_page(data: bytes) -> Content | str:
    """The article of a web page, or why there is none."""
    decoded = decode_page(data)
    if decoded is None:
        return "is not a web page in an encoding known here; save its text as a .txt file in UTF-8"
    try:
        return _read(decoded)
    except Exception:  # noqa: BLE001 - whatever the libraries raise on a broken page is the page's fault
        return _BROKEN


def decode_page(data: bytes) -> Decoded | None:
    """The page's source. Its own word on its encoding counts where the bytes do not show it themselves."""
    plain = decoding.decode_certain(data)
    if plain is not None:
        return plain
    # Tags and scripts are Latin letters, Arabic in a one-byte encoding has none: without them the Arabic is alone.
    words = _LATIN.sub(b" ", data)
    declared = _CHARSET.search(data, 0, _CHARSET_PLACE)
    if declared:
        encoding = decoding.known_encoding(declared[1].decode("ascii"))
        if encoding and (encoding == "utf-8" or decoding.arabic_fit(words.decode(encoding, "replace")) > 0):
            return decoding.replacing(data, encoding)
    guessed = decoding.decode(words)
    if guessed is None or not decoding.has_arabic_words(guessed.text):
        guessed = decoding.decode(data)
    return None if guessed is None else decoding.replacing(data, guessed.encoding)


def _read(decoded: Decoded) -> Content | str:
    from lxml import etree, html

    source = _LONG_TAG.sub(" ", _XML_ENCODING.sub("", decoded.text.replace("\x00", "")))
    saved_from = _SAVED_FROM.search(source, 0, 2_000)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    tree = html.document_fromstring(source.encode("utf-8", "replace") or b"<p></p>", parser=parser)
    nodes = article_nodes(each.text_content() for each in tree.iter("script") if "ld+json" in (each.get("type") or ""))
    etree.strip_elements(tree, *_NEVER_TEXT, with_tail=False)
    headline, title = _headline(tree, nodes)
    address = _address(tree, nodes) or (saved_from[1] if saved_from else "")
    dates = page_dates(tree, headline, nodes[:1], address)
    facts = PageFacts(title, _outlet(tree, nodes), _author(tree, nodes), address)
    _drop_hidden(tree)
    is_large = sum(1 for _ in tree.iter()) > PAGE_ELEMENTS
    text = ("" if is_large else _article_text(tree)) or _seen_text(tree)
    if not text:
        return _EMPTY
    return Content(_headed(title, text), decoded.encoding, decoded.fault, dates, facts)


def _headed(title: str, text: str) -> str:
    """The text with the headline on its first line, once."""
    lines = text.split("\n")
    if not title or _bare(title) in _bare(lines[0]):
        return text
    above = [line for line in lines[:3] if _bare(line) != _bare(title)]
    return "\n".join([title, *above, *lines[3:]])


def _article_text(tree: Any) -> str:
    """What trafilatura takes for the article; '' where it finds none."""
    tree = deepcopy(tree)
    for table in list(tree.iter("table")):
        if any(True for _ in table.iterdescendants("table")) or _has_long_cell(table):
            for element in table.iter("table", "tbody", "thead", "tr", "td", "th"):
                element.tag = "div"
    extracted = _extractor()(tree, include_comments=False, include_tables=True, deduplicate=False) or ""
    lines = (_table_row(line) for line in extracted.split("\n"))
    return "\n".join(line for line in lines if line)


@cache
def _extractor() -> Callable[..., str | None]:
    """trafilatura, imported when the first page comes, and kept from writing to standard error."""
    import logging

    import trafilatura

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    return trafilatura.extract


def _has_long_cell(table: Any) -> bool:
    return any(len(cell.text_content()) > _LAYOUT_CELL for cell in table.iter("td", "th"))


def _table_row(line: str) -> str:
    """A row of a table as trafilatura writes it, without the frame; a rule between rows is nothing."""
    line = line.strip()
    row = _TABLE_ROW.fullmatch(line)
    if row is None:
        return line
    return "" if _TABLE_RULE.fullmatch(line) else row["cells"].replace("\\|", "|").strip(" |")


def _seen_text(tree: Any) -> str:
    """Every word that can be seen on the page outside its menus and foot, a line for each block."""
    lines: list[str] = [""]
    body = tree.find("body")
    for words, is_break in _pieces(tree if body is None else body):
        if is_break:
            lines.append("")
        else:
            lines[-1] += words
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)


def _pieces(top: Any) -> Iterator[tuple[str, bool]]:
    """Words and breaks between blocks, in the order of the page."""
    waiting: list[tuple[Any, bool]] = [(top, False)]
    while waiting:
        element, is_done = waiting.pop()
        is_block = element.tag in _BLOCKS
        if is_done:
            yield "", is_block
            if element is not top:
                yield element.tail or "", False
            continue
        waiting.append((element, True))
        if element.tag in _FURNITURE or not isinstance(element.tag, str):
            continue
        yield "", is_block
        yield element.text or "", False
        waiting.extend((child, False) for child in reversed(element))


def _drop_hidden(tree: Any) -> None:
    for element in list(tree.iter()):
        if isinstance(element.tag, str) and element.getparent() is not None and element.tag != "body":
            is_hidden = element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "")
            if is_hidden:
                element.drop_tree()


# --- what the page says beside its text -------------------------------------------------------------------------------


def _headline(tree: Any, nodes: list[Mapping[str, Any]]) -> tuple[Any, str]:
    """The element that is the headline (None where no one is), and its words.

    The page's title and metadata hold the headline too, often with the outlet's name behind it: a heading whose words
    are among theirs is it.
    """
    named = [
        _meta(tree, "og:title"),
        *(str(node.get("headline") or "") for node in nodes),
        _meta(tree, "twitter:title"),
    ]
    title = " ".join((tree.findtext("head/title") or "").split())
    named = [" ".join(name.split()) for name in named if len(name.split()) > 1]
    headings = [each for level in ("h1", "h2", "h3") for each in tree.iter(level) if _words_of(each)]
    for heading in headings:
        if len(_words_of(heading).split()) > 1 and any(_bare(_words_of(heading)) in _bare(n) for n in (*named, title)):
            return heading, _words_of(heading)
    first_level = [each for each in headings if each.tag == "h1"]
    only = first_level[0] if len(first_level) == 1 else None
    if named:
        return only, named[0]
    if only is not None:
        return only, _words_of(only)
    parts = [part for part in _SITE_PART.split(title) if part.strip()]
    longest = max(parts, key=len, default="")
    for element in tree.iter("b", "strong", "font", "span", "div", "p"):
        if longest and _words_of(element) == longest:
            return element, longest
    return None, longest


def _words_of(element: Any) -> str:
    return " ".join(element.text_content().split())


def _bare(text: str) -> str:
    """The letters of a text, for comparing."""
    return "".join(char for char in text if char.isalnum()).lower()


def _meta(tree: Any, *names: str) -> str:
    for name in names:
        for element in tree.iter("meta"):
            if name in ((element.get("property") or "").lower(), (element.get("name") or "").lower()):
                words = " ".join((element.get("content") or "").split())
                if words:
                    return words
    return ""


def _address(tree: Any, nodes: list[Mapping[str, Any]]) -> str:
    links = (each.get("href") for each in tree.iter("link") if "canonical" in (each.get("rel") or "").lower().split())
    own = (node.get("url") for node in nodes)
    for address in (*links, _meta(tree, "og:url"), *own):
        if isinstance(address, str) and re.match(r"https?://\S+$", address.strip(), re.IGNORECASE):
            return address.strip()
    return ""


def _outlet(tree: Any, nodes: list[Mapping[str, Any]]) -> str:
    publishers = (name_of(node.get("publisher")) for node in nodes)
    return _meta(tree, "og:site_name") or next(filter(None, publishers), "") or _meta(tree, "application-name")


def _author(tree: Any, nodes: list[Mapping[str, Any]]) -> str:
    named = [_meta(tree, "author"), *(name_of(node.get("author")) for node in nodes), _meta(tree, "article:author")]
    named.extend(_words_of(each) for each in tree.iter("span", "a", "div", "p") if each.get("itemprop") == "author")
    return next((name for name in named if name and "://" not in name and len(name) <= 120), "")
