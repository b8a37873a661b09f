"""Checks on the date of an article itself."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Anchor, Article, Finding, Resolved


def two_datelines(article: Article, anchor: Anchor, _resolved: tuple[Resolved, ...]) -> Iterator[Finding]:
    """D101: two different dates stand on top of an article."""
    on_top = ("anchor.dateline", "anchor.page_bound")
    tops = [evidence for evidence in anchor.evidence if evidence.key in on_top and evidence.surface]
    days = sorted({dict(evidence.args)["date"] for evidence in tops})
    if len(days) < 2:
        return
    others = [evidence for evidence in tops if evidence.key == "anchor.page_bound"]
    for evidence in others:
        yield Finding(
            "D101",
            "warning",
            article.name,
            evidence.start,
            evidence.end,
            evidence.surface,
            (("dates", " / ".join(days)), ("date", days[0])),
            suggestion=days[0],
            related=tuple((e.article, e.start, e.end) for e in tops if e is not evidence),
        )


def text_against_anchor(article: Article, anchor: Anchor, _resolved: tuple[Resolved, ...]) -> Iterator[Finding]:
    """D105: what the text tells does not go with the article's date, which rests on something surer."""
    for evidence in anchor.against:
        yield Finding(
            "D105",
            "warning",
            article.name,
            evidence.start,
            evidence.end,
            evidence.surface,
            (("date", anchor.value.edtf),),
            related=tuple((e.article, e.start, e.end) for e in anchor.evidence[:1]),
            reason=evidence,
        )


def unknown_anchor(article: Article, anchor: Anchor, resolved: tuple[Resolved, ...]) -> Iterator[Finding]:
    """D104: the first expression that hangs on a date that is not known."""
    if anchor.value.latest is not None and anchor.value.earliest == anchor.value.latest:
        return
    for one in resolved:
        if one.relative_to == "anchor" and one.value.earliest is None and "XX" in one.value.timex3:
            timex = one.timex
            yield Finding(
                "D104", "info", article.name, timex.start, timex.end, timex.surface, (("surface", timex.surface),)
            )
            return
