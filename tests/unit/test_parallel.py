"""One function over many items: the order stays, here, in processes and on a real Dask cluster."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import build_timeline, read_articles
from pipeline.parallel import spread
from pipeline.table import TABLES

ROOT = Path(__file__).parent.parent.parent


def double(number: int) -> int:
    return 2 * number


@pytest.mark.parametrize("count", [0, 1, 31, 32, 33, 200])
def test_order_stays(count: int) -> None:
    numbers = list(range(count))
    assert spread(double, numbers) == spread(double, numbers, jobs=2) == [2 * n for n in numbers]


def test_progress_reaches_the_end() -> None:
    seen: list[tuple[int, int]] = []
    spread(double, range(100), jobs=2, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (100, 100)
    assert seen == sorted(seen)


def test_no_jobs_are_the_callers_mistake() -> None:
    with pytest.raises(ValueError, match="at least one job"):
        spread(double, [1], jobs=0)


@pytest.mark.filterwarnings("ignore")
def test_a_real_cluster_gives_the_same() -> None:
    from distributed import LocalCluster

    articles, _ = read_articles([str(ROOT / "seeds")])
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        there = build_timeline(articles, scheduler=cluster.scheduler_address)
    here = build_timeline(articles)
    for table in TABLES:
        assert there.rows(table) == here.rows(table)
