"""What an editor can do with an item, and by which key. Pure."""

from __future__ import annotations

from typing import NamedTuple

from ui.desk.queue import Item


class Act(NamedTuple):
    """name: in the address and the strings. key: the letter on a Latin keyboard, by the place of the key on any."""

    name: str
    key: str


# Done at once, with the reason that stands in the form at that moment.
CONFIRM, REVIEWED = Act("confirm", "a"), Act("reviewed", "v")
ACTS: tuple[Act, ...] = (
    Act("date", "d"),
    Act("title", "t"),
    Act("kind", "k"),
    Act("status", "s"),
    Act("actors", "w"),
    Act("places", "l"),
    Act("merge", "m"),
    Act("split", "x"),
    Act("article_date", "g"),
    Act("comment", "c"),
    Act("reject", "r"),
)
# What these do to an event shows at once, so that the editor goes on to the next item.
FINAL = frozenset({"confirm", "reviewed", "reject"})
MOVES: tuple[Act, ...] = (Act("next", "n"), Act("previous", "p"), Act("undo", "u"), Act("redo", "y"), Act("add", "e"))
_OF_EVENTS = frozenset({"date", "title", "kind", "status", "actors", "places", "merge", "split", "reject"})


def acts_on(item: Item, tellings: int, *, is_there: bool) -> tuple[Act, ...]:
    """What can be done with an item. tellings: of its event. is_there: whether its event stands on the timeline."""
    kept = []
    for act in ACTS:
        if act.name in _OF_EVENTS and not is_there:
            continue
        if act.name == "split" and tellings < 2:
            continue
        if act.name == "article_date" and not item.articles:
            continue
        kept.append(act)
    return tuple(kept)
