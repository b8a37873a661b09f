"""How sure an event is, and how important: two numbers between 0 and 1, with the reasons for each factor."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from pipeline.model import Anchor, Article, Basis, Mention, Status

# How much is known of when, and how it is known. An inferred day is as sure as the article's date (see `_basis`).
_BY_GRANULARITY = {"time": 1.0, "day": 1.0, "week": 0.9, "month": 0.85, "season": 0.75, "quarter": 0.75, "half": 0.7}
_WIDER = 0.65
_UNDATED = 0.3
_BY_BASIS: Mapping[Basis, float] = {"stated": 1.0, "computed": 0.95, "inferred": 0.5, "": 0.5}
_BY_ANCHOR = 0.4
_BY_STATUS: Mapping[Status, float] = {
    "happened": 1.0,
    "ongoing": 0.95,
    "recurring": 0.9,
    "planned": 0.8,
    "postponed": 0.8,
    "cancelled": 0.8,
}
_LESS_SURE = 0.6
# One origin that tells a day in its words leaves this doubt; each further one halves it.
_ONE_ORIGIN = 0.8
_DENIED, _CONTRADICTED = 0.85, 0.7

_KIND_WEIGHT = {
    "meeting": 1.0,
    "visit": 0.95,
    "conflict": 0.95,
    "agreement": 0.95,
    "election": 0.95,
    "state": 0.9,
    "disaster": 0.9,
    "death": 0.85,
    "launch": 0.75,
    "office": 0.7,
    "decision": 0.7,
    "commemoration": 0.65,
    "trial": 0.65,
    "protest": 0.65,
    "sport": 0.6,
    "statistic": 0.5,
    "statement": 0.45,
    "other": 0.3,
}
_FRESH, _YEAR = 31, 365
_NO_NAME, _NO_DATE, _NOT_TOLD_AS_FACT, _ONLY_A_PART = 0.5, 0.4, 0.8, 0.9


def confidence(
    sharpest: Mention, anchor: Anchor, status: Status, origins: int, *, is_denied: bool, is_contradicted: bool
) -> float:
    """Granularity × basis × status of the sharpest telling, less where it is denied or contradicted.

    Independent origins take away from what is left of the doubt: each further one halves it.
    """
    known = _BY_GRANULARITY.get(sharpest.value.granularity, _WIDER) if sharpest.value.edtf else _UNDATED
    single = _ONE_ORIGIN * known * _basis(sharpest.basis, anchor) * _BY_STATUS.get(status, _LESS_SURE)
    agreed = 1 - (1 - single) * 0.5 ** (origins - 1)
    against = (_DENIED if is_denied else 1.0) * (_CONTRADICTED if is_contradicted else 1.0)
    return round(agreed * against, 3)


def _basis(basis: Basis, anchor: Anchor) -> float:
    return _BY_BASIS[basis] + (_BY_ANCHOR * anchor.confidence if basis == "inferred" else 0.0)


def importance(
    kind: str,
    mentions: Sequence[Mention],
    articles: Mapping[str, Article],
    anchors: Mapping[str, Anchor],
    origins: int,
    status: Status,
    *,
    is_part: bool,
) -> float:
    """0.42 kind of event, 0.24 independent origins, 0.12 tellings, 0.1 how far up an article tells it, 0.12 how fresh.

    Fresh is what happens close to the day of writing: 1 in its month, a half a year away; what is told of long ago is
    background. Worth half where nobody and no place is named, 0.4 where it is undated, 0.8 where it is not told as
    fact, and 0.9 for the arrival on a visit that is told as well.
    """
    weight_of_kind = _KIND_WEIGHT.get(kind, _KIND_WEIGHT["other"])
    told = 1 - 1 / (1 + origins)
    often = 1 - 1 / math.sqrt(len(mentions) + 1)
    high = max([1 - m.sentence_start / max(1, len(articles[m.article].text)) for m in mentions])
    fresh = max([_freshness(m, anchors[m.article]) for m in mentions])
    weight = 0.42 * weight_of_kind + 0.24 * told + 0.12 * often + 0.1 * high + 0.12 * fresh
    weight *= 1.0 if any(m.actors or m.places for m in mentions) else _NO_NAME
    weight *= 1.0 if any(m.value.edtf for m in mentions) else _NO_DATE
    weight *= 1.0 if status in ("happened", "ongoing", "planned") else _NOT_TOLD_AS_FACT
    return round(weight * (_ONLY_A_PART if is_part and kind == "visit" else 1.0), 3)


def _freshness(mention: Mention, anchor: Anchor) -> float:
    written, first, last = anchor.value.latest, mention.value.earliest, mention.value.latest
    if written is None or first is None or last is None:
        return 0.0
    days = max((written - last).days, (first - written).days, 0)
    return 1 / (1 + max(0, days - _FRESH) / _YEAR)
