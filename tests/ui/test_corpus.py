"""What the dashboard keeps in memory."""

from __future__ import annotations

import gc
from weakref import ref

from benchmarks.synthetic import synthetic_corpus


def test_a_corpus_goes_without_the_collector() -> None:
    # What is kept is left out of the collector's rounds, so a corpus that held itself in a circle would stay for good.
    corpus = synthetic_corpus(50)
    assert corpus.index.finder is not None
    assert len(corpus.event_rows) == len(corpus.events)
    assert corpus.mentions_of
    assert corpus.shared is not None
    gone = ref(corpus)
    gc.collect()
    gc.disable()
    try:
        del corpus
        assert gone() is None
    finally:
        gc.enable()
