"""TimeML 1.2.1: an article with its temporal expressions as TIMEX3, the document's own date as CREATION_TIME, and the
words that name an event as EVENT, each telling of it an instance (MAKEINSTANCE) with a link (TLINK) to its date.

TimeML has no word for most statuses: what is denied or cancelled has the polarity NEG, and whatever did not simply
happen has our own status as its modality. Of tense, aspect and part of speech nothing is claimed. Who says so has no
place in it: that stands in the article's own words, all of which are here.

Several articles are several documents: a ZIP archive with a .tml file each. An annotated article is the whole article,
so there is none where no more than an excerpt may leave the house.
"""

from __future__ import annotations

import io
import re
import zipfile
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from exports.chronicle import Chronicle, by
from pipeline.table import Row

SLUG = "timeml"
EXTENSION = ".tml"
MIME = "application/xml"
COMMANDS: tuple[str, ...] = ("events", "timexes")

# What XML 1.0 cannot hold.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<TimeML xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="TimeML_1.2.1.xsd">
"""
# Statuses under which something did not come to be, by the article's own word.
_NOT_SO = ("denied", "cancelled")
_NO_NAME = re.compile(r'[\\:*?"<>|\x00-\x1f\x7f]')
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


class _Tag(NamedTuple):
    """Words of a text that are marked. attributes: as they are written."""

    start: int
    end: int
    name: str
    attributes: str


def write(chronicle: Chronicle) -> bytes:
    """One document for one article, else an archive of them. Raises ValueError where only excerpts may leave."""
    if chronicle.excerpt is not None:
        raise ValueError("no more than an excerpt of these articles may leave the house")
    names = [name for name in chronicle.articles if name in chronicle.texts]
    told = by("article", chain.from_iterable(chronicle.mentions.values()))
    documents = {name: _document(name, chronicle, told.get(name, ())).encode() for name in names}
    if len(documents) == 1:
        return next(iter(documents.values()))
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, document in documents.items():
            archive.writestr(zipfile.ZipInfo(_place(name), _FIRST_DAY), document, zipfile.ZIP_DEFLATED)
    return data.getvalue()


def _place(name: str) -> str:
    """An article's place in an archive: that of its file, which leads nowhere outside of it."""
    parts = _NO_NAME.sub("_", name).split("/")
    return "/".join(part for part in parts if part not in {"", ".", ".."}) + EXTENSION


def _document(name: str, chronicle: Chronicle, told: Iterable[Row]) -> str:
    written = chronicle.anchors.get(name)
    date = ""
    if written is not None and written["edtf"]:
        value = quoteattr(str(written["edtf"]))
        date = (
            f'<DCT><TIMEX3 tid="t0" type="DATE" value={value} temporalFunction="false"'
            f' functionInDocument="CREATION_TIME">{escape(str(written["edtf"]))}</TIMEX3></DCT>\n'
        )
    title = escape(_written(str(chronicle.articles[name]["title"])))
    tags, links = _tags(chronicle.texts[name], chronicle.timexes.get(name, ()), told)
    body = "".join(_pieces(chronicle.texts[name], tags))
    head = f"{_HEAD}<DOCID>{escape(_written(name))}</DOCID>\n{date}<TITLE>{title}</TITLE>\n"
    return f"{head}<TEXT>{body}</TEXT>\n{''.join(links)}</TimeML>\n"


def _tags(text: str, timexes: Iterable[Row], mentions: Iterable[Row]) -> tuple[list[_Tag], list[str]]:
    """What is marked in a text, in its order and never one inside another, as TimeML wants it; and what links it."""
    tags: list[_Tag] = []
    times: dict[tuple[int, int], tuple[str, Row]] = {}
    for number, row in enumerate(sorted(timexes, key=lambda row: (row["start"], -row["end"])), start=1):
        if tag := _placed(_Tag(row["start"], row["end"], "TIMEX3", _timex_attributes(f"t{number}", row)), tags):
            times[tag.start, tag.end] = f"t{number}", row
    events: dict[int, str] = {}
    links: list[str] = []
    for number, row in enumerate(sorted(mentions, key=lambda row: (row["start"], row["mention_id"])), start=1):
        start = text.find(row["trigger"], row["start"], row["end"]) if row["trigger"] else -1
        if start >= 0 and start not in events:
            name = f"e{len(events) + 1}"
            tag = _Tag(start, start + len(row["trigger"]), "EVENT", f' eid="{name}" class="{_class(row)}"')
            if _placed(tag, tags):
                events[start] = name
        if start in events:
            links += [_instance(number, events[start], row), *_dated(number, row, times)]
    return tags, links


def _placed(tag: _Tag, tags: list[_Tag]) -> _Tag | None:
    """The tag, put among the others in the order of the text; None where it would stand in one of them."""
    at = bisect_left(tags, tag)
    if (at and tags[at - 1].end > tag.start) or (at < len(tags) and tags[at].start < tag.end):
        return None
    tags.insert(at, tag)
    return tag


def _dated(number: int, mention: Row, times: Mapping[tuple[int, int], tuple[str, Row]]) -> Iterator[str]:
    """The link of an instance to the first expression that gives it its date; one that is reckoned has none."""
    for span in mention["timexes"]:
        tid, timex = times.get((span[0], span[1]), ("", {}))
        if mention["edtf"] and timex and timex["edtf"] == mention["edtf"]:
            yield (
                f'<TLINK lid="l{number}" eventInstanceID="ei{number}" relatedToTime="{tid}" relType="IS_INCLUDED"/>\n'
            )
            return


def _timex_attributes(tid: str, row: Row) -> str:
    mod = f" mod={quoteattr(row['mod'])}" if row["mod"] else ""
    function = "true" if row["relative_to"] != "none" else "false"
    anchor = ' anchorTimeID="t0"' if row["relative_to"] == "anchor" else ""
    value = quoteattr(_written(str(row["value"])))
    return f' tid="{tid}" type={quoteattr(row["type"])} value={value}{mod} temporalFunction="{function}"{anchor}'


def _class(mention: Row) -> str:
    """The class of an event by its kind."""
    return {"statement": "REPORTING", "state": "STATE"}.get(mention["kind"], "OCCURRENCE")


def _instance(number: int, event: str, mention: Row) -> str:
    polarity = "NEG" if mention["status"] in _NOT_SO else "POS"
    modality = f" modality={quoteattr(mention['status'])}" if mention["status"] != "happened" else ""
    return (
        f'<MAKEINSTANCE eiid="ei{number}" eventID="{event}" tense="NONE" aspect="NONE" pos="OTHER"'
        f' polarity="{polarity}"{modality}/>\n'
    )


def _pieces(text: str, tags: Iterable[_Tag]) -> Iterator[str]:
    done = 0
    for tag in tags:
        yield escape(_written(text[done : tag.start]))
        yield f"<{tag.name}{tag.attributes}>{escape(_written(text[tag.start : tag.end]))}</{tag.name}>"
        done = tag.end
    yield escape(_written(text[done:]))


def _written(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", text)
