"""Dates that a page's own data gives for its article; a guess counts for little."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.dct import days
from pipeline.dct.evidence import Constraint, Witness
from pipeline.model import Span

_KINDS = {"url": "url", "guess": "guess"}


def metadata(witness: Witness) -> Iterator[Constraint]:
    """The first publication as the page says it; of several the earliest. A change only bounds."""
    nowhere = Span(0, 0)
    published = [one for one in witness.article.metadata if one.day is not None and not one.modified]
    for one in published:
        assert one.day is not None
        kind = _KINDS.get(one.source, "metadata")
        yield witness.constraint(kind, days.between(one.day, one.day), nowhere, source=one.source, date=one.day)
    for one in witness.article.metadata:
        if one.day is not None and one.modified:
            yield witness.constraint("page_bound", days.until(one.day), nowhere, source=one.source, date=one.day)
