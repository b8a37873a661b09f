"""One pure function over many items: here, in processes of this machine, or on a Dask cluster. The order stays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# Items that travel to another process together, so that small articles do not drown in transport.
_BATCH = 32


def _each(function: Callable[[Item], Result], batch: Sequence[Item]) -> list[Result]:
    return [function(item) for item in batch]


def spread(
    function: Callable[[Item], Result],
    items: Sequence[Item],
    *,
    jobs: int = 1,
    scheduler: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[Result]:
    """The function's results in the order of the items.

    Raises ValueError for fewer than one job, ModuleNotFoundError where a cluster is asked for and Dask is missing.
    """
    if jobs < 1:
        raise ValueError(f"at least one job: {jobs}")
    batches = [items[start : start + _BATCH] for start in range(0, len(items), _BATCH)]
    each = partial(_each, function)
    if scheduler is not None:
        try:
            from distributed import Client
        except ModuleNotFoundError as missing:
            raise ModuleNotFoundError("a cluster needs Dask: pip install -r requirements-cluster.txt") from missing
        with Client(scheduler) as client:  # type: ignore[no-untyped-call]
            return _collected(client.gather(client.map(each, batches, pure=False)), len(items), progress)
    if jobs == 1 or len(batches) < 2:
        return _collected(([function(item)] for item in items), len(items), progress)
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(max_workers=min(jobs, len(batches))) as pool:
        return _collected(pool.map(each, batches), len(items), progress)


def _collected(
    batches: Iterable[list[Result]], total: int, progress: Callable[[int, int], None] | None
) -> list[Result]:
    results: list[Result] = []
    for batch in batches:
        results += batch
        if progress is not None:
            progress(len(results), total)
    return results
