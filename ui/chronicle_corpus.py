"""A chronicle as the views look at a corpus, without Streamlit: for the command line, and for a file opened again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

from exports.chronicle import Chronicle
from pipeline.table import data_frame

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.decisions import Decision

Row = Mapping[str, Any]


@dataclass(frozen=True)
class ChronicleCorpus:
    """The tables of a chronicle, by the names that ui/corpus.py has for them. checked: the rows of `check`."""

    chronicle: Chronicle
    checked: Sequence[Row] = ()
    decided: Mapping[str, Sequence[Decision]] = field(default_factory=dict)

    @property
    def texts(self) -> Mapping[str, str]:
        """Article -> its text."""
        return self.chronicle.texts

    @property
    def english(self) -> Mapping[str, str]:
        """Arabic label of a name -> its English one."""
        return self.chronicle.english

    @property
    def article_rows(self) -> Mapping[str, Row]:
        """Article -> what it says of itself."""
        return self.chronicle.articles

    @cached_property
    def events(self) -> pd.DataFrame:
        """The table of events."""
        return data_frame("events", self.chronicle.events)

    @cached_property
    def mentions(self) -> pd.DataFrame:
        """The table of tellings."""
        return data_frame("mentions", list(chain.from_iterable(self.chronicle.mentions.values())))

    @cached_property
    def anchors(self) -> pd.DataFrame:
        """The articles' dates."""
        return data_frame("anchors", list(self.chronicle.anchors.values()))

    @cached_property
    def articles(self) -> pd.DataFrame:
        """What the articles say of themselves."""
        return data_frame("articles", self.chronicle.articles.values())

    @cached_property
    def timexes(self) -> pd.DataFrame:
        """The temporal expressions."""
        return data_frame("timexes", chain.from_iterable(self.chronicle.timexes.values()))

    @cached_property
    def findings(self) -> pd.DataFrame:
        """What the checks found."""
        return data_frame("check", self.checked)

    @cached_property
    def event_rows(self) -> Mapping[str, Row]:
        """Event id -> the event."""
        return {row["event_id"]: row for row in self.events.to_dict("records")}

    @cached_property
    def event_ids(self) -> Mapping[str, str]:
        """What a story may call an event -> its id: its own, or that of any of its mentions."""
        by_mention = dict(zip(self.mentions["mention_id"], self.mentions["event_id"], strict=True))
        return by_mention | {event: event for event in self.event_rows}

    @cached_property
    def anchor_rows(self) -> Mapping[str, Row]:
        """Article -> its date of writing."""
        return {row["article"]: row for row in self.anchors.to_dict("records")}

    @cached_property
    def mentions_of(self) -> Mapping[str, list[Row]]:
        """Event id -> its tellings."""
        found: dict[str, list[Row]] = {}
        for row in self.mentions.to_dict("records"):
            found.setdefault(row["event_id"], []).append(row)
        return found

    @property
    def timexes_of(self) -> Mapping[str, Sequence[Row]]:
        """Article -> its temporal expressions, in reading order."""
        return self.chronicle.timexes
