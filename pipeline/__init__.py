"""The public door: from articles to a timeline.

    import pipeline
    articles, problems = pipeline.read_articles(["seeds"])
    timeline = pipeline.build_timeline(articles)
    timeline.events          # a pandas DataFrame

Outsiders may also import `pipeline.model`, `pipeline.timevalue` and `pipeline.table`, never a stage.
"""

from __future__ import annotations

from pipeline.messages import explain
from pipeline.reading import read_articles
from pipeline.run import VERSION, Timeline, build_timeline

__all__ = ["VERSION", "Timeline", "build_timeline", "explain", "read_articles"]
