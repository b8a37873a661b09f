"""The grammar of time words: one readable tuple, in running order. Leftmost wins, then the first row."""

from __future__ import annotations

from pipeline.grammar import (
    calendar,
    clock,
    deictic,
    durations,
    exclusions,
    hijri,
    intervals,
    named_days,
    sets,
)
from pipeline.grammar.rule import Rule

RULES: tuple[Rule, ...] = (
    *exclusions.RULES,
    *sets.RULES,
    *hijri.RULES,
    *intervals.RULES,
    *calendar.RULES,
    *clock.RULES,
    *named_days.RULES,
    *durations.RULES,
    *deictic.RULES,
)
