"""Who is an independent witness: one agency's dispatch in three outlets is one, and so is a text that was copied.

A text is known by the smallest hashes of its runs of four words (bottom-k sketch); it is compared with those that share
some of these with it, not with all. Two articles of one agency are one origin, whatever they say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from itertools import accumulate
from zlib import crc32

from pipeline.merge.telling import Telling
from pipeline.model import Article, Masthead
from pipeline.text import fold_letters

_RUN, _SKETCH = 4, 64
# A shorter text, or sentence, is alike by chance.
_LEAST_WORDS = 40
_LEAST_SENTENCE = 14
# Copied: so much of what either of two sketches holds is common to both.
_COPIED = 0.5
# Runs that so many different texts hold are a formula, not a copy.
_FORMULA = 50
_WORD = re.compile(r"[^\W\d_]+|\d+")


def copies(texts: Mapping[str, str]) -> dict[str, str]:
    """For each text the name of the first one that it is near-identical with, or its own. texts: by name, in order."""
    # Of each run the first text that holds it, and the others: few runs have any, and a list each would cost memory.
    firsts: dict[int, str] = {}
    others: dict[int, list[str]] = {}
    sketches: dict[str, frozenset[int]] = {}
    found: dict[str, str] = {}
    for name, text in texts.items():
        sketch = _sketch(text)
        known = [run for run in sketch if run in firsts]
        hits = Counter([firsts[run] for run in known])
        for run in known:
            hits.update(others.get(run, ()))
        likely = sorted([other for other, count in hits.items() if count >= _COPIED * len(sketch)])
        first = next((other for other in likely if _alike(sketch, sketches[other])), "")
        found[name] = first or name
        if not first:
            sketches[name] = sketch
            for run in known:
                rows = others.setdefault(run, [])
                if len(rows) < _FORMULA - 1:
                    rows.append(name)
            firsts.update(dict.fromkeys(sketch.difference(known), name))
    return found


def _sketch(text: str) -> frozenset[int]:
    words = fold_letters(text).encode("utf-8", "replace").split()
    if len(words) < _LEAST_WORDS:
        return frozenset()
    joined = b" ".join(words)
    starts = [0, *accumulate([len(word) + 1 for word in words])]
    runs = set(map(crc32, map(joined.__getitem__, map(slice, starts, starts[_RUN:]))))
    return frozenset(sorted(runs)[:_SKETCH])


def _alike(one: frozenset[int], other: frozenset[int]) -> bool:
    """The share of common hashes among the smallest of both estimates that of common runs."""
    smallest = set(sorted(one | other)[:_SKETCH])
    return len(smallest & one & other) >= _COPIED * len(smallest)


def origins(
    tellings: Sequence[Telling],
    articles: Mapping[str, Article],
    mastheads: Mapping[str, Masthead],
    copied: Mapping[str, str],
) -> int:
    """The number of independent origins of tellings: those that share agency, text or sentence count once."""
    if len(tellings) == 1:
        return 1
    names = sorted({telling.mention.article for telling in tellings})
    if len(names) == 1:
        return 1
    leads = {name: name for name in names}

    def lead(name: str) -> str:
        while leads[name] != name:
            name = leads[name]
        return name

    seen: dict[str, str] = {}
    for telling in tellings:
        name = telling.mention.article
        for mark in _marks(telling, articles[name], mastheads[name], copied):
            other = seen.setdefault(mark, name)
            one, two = sorted((lead(name), lead(other)))
            leads[two] = one
    return len({lead(name) for name in names})


def _marks(telling: Telling, article: Article, masthead: Masthead, copied: Mapping[str, str]) -> Iterable[str]:
    """What two tellings have in common if one origin stands behind both."""
    yield f"text {copied.get(article.name, article.name)}"
    if masthead.agency:
        yield f"agency {masthead.agency}"
    sentence = article.text[telling.mention.sentence_start : telling.mention.sentence_end]
    words = _WORD.findall(fold_letters(sentence))
    if len(words) >= _LEAST_SENTENCE:
        yield f"sentence {blake2b(' '.join(words).encode(), digest_size=8).hexdigest()}"
