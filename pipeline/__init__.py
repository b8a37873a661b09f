"""The public door: from articles to a timeline.

    import pipeline
    articles, problems = pipeline.read_articles(["seeds"])
    timeline = pipeline.build_timeline(articles)
    timeline.events          # a pandas DataFrame

Outsiders may also import `pipeline.model`, `pipeline.timevalue` and `pipeline.table`, never a stage. What stands behind
the door is imported when it is first asked for, so that a part of it (the tagger, say) costs no more than itself.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.calendars import hijri_of
    from pipeline.messages import explain
    from pipeline.reading import read_articles
    from pipeline.run import VERSION, Timeline, build_timeline
    from pipeline.sentences import split_sentences

__all__ = ["VERSION", "Timeline", "build_timeline", "explain", "hijri_of", "read_articles", "split_sentences"]

_BEHIND = {
    "VERSION": "run",
    "Timeline": "run",
    "build_timeline": "run",
    "explain": "messages",
    "hijri_of": "calendars",
    "read_articles": "reading",
    "split_sentences": "sentences",
}


def __getattr__(name: str) -> Any:
    if name not in _BEHIND:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_BEHIND[name]}"), name)
