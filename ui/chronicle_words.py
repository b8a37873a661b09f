"""What a timeline in another program shows of an event in words: its date, its kind, and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping

from exports.chronicle import Words
from pipeline.table import Row
from ui.format import bare, date_in_words
from ui.reader import Reader
from ui.timeline_data import badges


def chronicle_words(reader: Reader, english: Mapping[str, str]) -> Words:
    """In the reader's language, months and digits. english: the Arabic label of a name -> its English one."""

    def date(event: Row) -> str:
        return bare(date_in_words(event["edtf"], event["granularity"], reader)) if event["edtf"] else ""

    def kind(event: Row) -> str:
        return reader.t(f"kinds.{event['kind']}")

    def standing(event: Row) -> tuple[str, ...]:
        return tuple(bare(badge["text"]) for badge in badges(event, reader, english))

    return Words(date, kind, standing)
