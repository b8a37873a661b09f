"""What a timeline in another program shows of an event in words: its date, its kind, and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from exports.chronicle import Words
from pipeline.table import Row
from ui.format import bare, date_in_words
from ui.reader import Reader
from ui.timeline_data import badges


def chronicle_words(reader: Reader, english: Mapping[str, str]) -> Words:
    """In the reader's language, months and digits. english: the Arabic label of a name -> its English one."""

    @cache
    def said(edtf: str, granularity: str) -> str:
        return bare(date_in_words(edtf, granularity, reader)) if edtf else ""

    @cache
    def kind_said(kind: str) -> str:
        return reader.t(f"kinds.{kind}")

    def date(event: Row) -> str:
        return said(event["edtf"], event["granularity"])

    def kind(event: Row) -> str:
        return kind_said(event["kind"])

    def standing(event: Row) -> tuple[str, ...]:
        if event["status"] == "happened" and not len(event["denied_by"]):
            return ()
        return tuple(bare(badge["text"]) for badge in badges(event, reader, english))

    return Words(date, kind, standing)
