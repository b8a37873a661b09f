"""Events that editors add by marking words in an article: a decision becomes a telling like any other."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable

from pipeline.decisions import Decision
from pipeline.model import Article, Mention, Name, Span
from pipeline.romanise import romanise
from pipeline.sentences import split_sentences
from pipeline.timevalue import parse_edtf
from pipeline.triggers import kinds, rows


def added_mentions(article: Article, decisions: Iterable[Decision]) -> list[Mention]:
    """The tellings that editors added to an article; marks that lie outside its text tell nothing."""
    sentences = split_sentences(article.text)
    starts = [sentence.start for sentence in sentences]
    found = []
    for one in decisions:
        said = one.payload
        start, end = int(said["start"]), int(said["end"])
        if not sentences or not 0 <= start < end <= len(article.text):
            continue
        sentence = sentences[max(bisect_right(starts, start) - 1, 0)]
        found.append(_mention(article, one, Span(start, end), sentence))
    return found


def _mention(article: Article, one: Decision, at: Span, sentence: Span) -> Mention:
    said = one.payload
    kind = said["kind"] if said["kind"] in kinds() else "other"
    event_type = next(row.event for row in rows().values() if row.kind == kind)
    surface = article.text[at.start : at.end]
    key = "\x1f".join((article.digest, surface, str(at.start), one.author, one.at.isoformat()))
    title_ar = str(said["title_ar"])
    actors, places = said.get("actors", ()), said.get("places", ())
    return Mention(
        mention_id=hashlib.sha256(key.encode()).hexdigest()[:16],
        article=article.name,
        start=at.start,
        end=at.end,
        sentence_start=sentence.start,
        sentence_end=max(sentence.end, at.end),
        trigger=surface,
        timexes=(at,),
        value=parse_edtf(said["edtf"]),
        basis="stated",
        kind=kind,
        event_type=event_type,
        status=said.get("status", "happened"),
        speaker=str(said.get("speaker", "")),
        denied_by=(),
        actors=tuple(Name(at.start, at.start, label, romanise(label, {}), "person") for label in actors),
        places=tuple(Name(at.start, at.start, label, romanise(label, {}), "place") for label in places),
        title_ar=title_ar,
        title_en=str(said.get("title_en") or romanise(title_ar, {})),
        trace="added(by=editor)",
    )
