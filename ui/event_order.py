"""The order of a selection: by time, by importance, by the hits of a search, or by a column of the table. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from ui.format import name_in
from ui.reader import Reader
from ui.search import fold

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    Order = NDArray[np.int64]

_LAST = "\U0010ffff"


def in_order(
    shown: pd.DataFrame,
    name: str,
    reader: Reader,
    english: Mapping[str, str],
    *,
    down: bool = False,
    scores: NDArray[np.float64] | None = None,
) -> pd.DataFrame:
    """The rows by one of the orders in ui/state.py; rows that are equal in it stand in the order of time.

    down: turned round, what has no value staying last. scores: of the rows, for the order by hits.
    """
    by_time = _by_time(shown)
    if name in ("oldest", "newest"):
        return shown.iloc[by_time if name == "oldest" else _newest_first(shown, by_time)]
    keys = _keys(shown, name, reader, english, scores)[by_time]
    return shown.iloc[by_time[np.argsort(_turned(keys) if down else keys, kind="stable")]]


def _by_time(shown: pd.DataFrame) -> Order:
    """By the middle, then the end; the undated last."""
    days = [shown[name].to_numpy().astype("datetime64[D]") for name in ("earliest", "latest")]
    undated = np.isnat(days[0]) | np.isnat(days[1])
    first, last = (np.where(undated, np.iinfo(np.int32).max, each.astype(np.int64)) for each in days)
    return np.lexsort((last, first + last))


def _newest_first(shown: pd.DataFrame, by_time: Order) -> Order:
    dated = int(shown["earliest"].notna().sum())
    return np.concatenate([by_time[:dated][::-1], by_time[dated:]])


def _keys(
    shown: pd.DataFrame,
    name: str,
    reader: Reader,
    english: Mapping[str, str],
    scores: NDArray[np.float64] | None,
) -> NDArray[np.float64]:
    """Numbers to sort by, the first the smallest; infinite where there is nothing to sort by."""
    importance = shown["importance"].to_numpy(dtype=float)
    if name == "importance":
        return -importance
    if name == "relevance":
        return -(np.zeros(len(shown)) if scores is None else scores) - importance / 1e3
    if name == "sources":
        return shown["articles"].map(len).to_numpy(dtype=float)
    words = shown[name if name != "title" else f"title_{reader.lang}"].map(_wording(name, reader, english))
    codes, values = words.factorize(sort=True)
    return np.where(words.to_numpy() == _LAST, np.inf, codes.astype(float)) if len(values) else np.zeros(len(shown))


def _wording(name: str, reader: Reader, english: Mapping[str, str]) -> Callable[..., str]:
    """What a reader sees in a cell of a column, as it is sorted."""
    if name == "title":
        return lambda text: fold(text) or _LAST
    if name in ("actors", "places"):
        return lambda labels: fold(name_in(labels[0], reader, english)) if len(labels) else _LAST
    group = {"kind": "kinds", "status": "statuses", "basis": "bases"}[name]
    return lambda value: reader.t(f"{group}.{value or 'unknown'}")


def _turned(keys: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(np.isinf(keys), keys, -keys)
