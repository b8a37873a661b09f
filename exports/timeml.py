"""TimeML 1.2.1: an article with its temporal expressions as TIMEX3, the document's own date as CREATION_TIME.

Several articles are several documents: a ZIP archive with a .tml file each. An annotated article is the whole article,
so there is none where no more than an excerpt may leave the house.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from exports.chronicle import Chronicle
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
_NO_NAME = re.compile(r'[\\:*?"<>|\x00-\x1f\x7f]')
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def write(chronicle: Chronicle) -> bytes:
    """One document for one article, else an archive of them. Raises ValueError where only excerpts may leave."""
    if chronicle.excerpt is not None:
        raise ValueError("no more than an excerpt of these articles may leave the house")
    names = [name for name in chronicle.articles if name in chronicle.texts]
    documents = {name: _document(name, chronicle).encode() for name in names}
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


def _document(name: str, chronicle: Chronicle) -> str:
    written = chronicle.anchors.get(name)
    date = ""
    if written is not None and written["edtf"]:
        value = quoteattr(str(written["edtf"]))
        date = (
            f'<DCT><TIMEX3 tid="t0" type="DATE" value={value} temporalFunction="false"'
            f' functionInDocument="CREATION_TIME">{escape(str(written["edtf"]))}</TIMEX3></DCT>\n'
        )
    title = escape(_written(str(chronicle.articles[name]["title"])))
    body = "".join(_pieces(chronicle.texts[name], chronicle.timexes.get(name, ())))
    head = f"{_HEAD}<DOCID>{escape(_written(name))}</DOCID>\n{date}<TITLE>{title}</TITLE>\n"
    return f"{head}<TEXT>{body}</TEXT>\n</TimeML>\n"


def _pieces(text: str, timexes: Iterable[Row]) -> Iterator[str]:
    done = 0
    for number, row in enumerate(sorted(timexes, key=lambda row: (row["start"], -row["end"])), start=1):
        if row["start"] < done:  # one inside another: TimeML does not nest them
            continue
        yield escape(_written(text[done : row["start"]]))
        mod = f" mod={quoteattr(row['mod'])}" if row["mod"] else ""
        function = "true" if row["relative_to"] != "none" else "false"
        anchor = ' anchorTimeID="t0"' if row["relative_to"] == "anchor" else ""
        yield (
            f'<TIMEX3 tid="t{number}" type={quoteattr(row["type"])} value={quoteattr(_written(str(row["value"])))}{mod}'
            f' temporalFunction="{function}"{anchor}>{escape(_written(text[row["start"] : row["end"]]))}</TIMEX3>'
        )
        done = row["end"]
    yield escape(_written(text[done:]))


def _written(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", text)
