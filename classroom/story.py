"""A story: events in the order in which they are told, with a title and captions of its own. It fits into a link."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

# What a link may hold of a story, in characters of its packed form; browsers and messengers take no longer one.
LONGEST_LINK = 6_000
# What a packed story may unpack to, in bytes: a link from outside is nothing to run out of memory for.
_LARGEST = 200_000
_MOST_EVENTS = 500
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Story:
    """events: ids, any of an event's mentions, in the order of telling. captions: event id -> the teacher's words."""

    title: str
    events: tuple[str, ...]
    captions: Mapping[str, str] = field(default_factory=dict)

    def moved(self, event_id: str, by: int) -> Story:
        """The story with an event so many places further down (up, where negative), at most to an end."""
        at = self.events.index(event_id)
        to = min(max(at + by, 0), len(self.events) - 1)
        rest = [*self.events[:at], *self.events[at + 1 :]]
        return replace(self, events=(*rest[:to], event_id, *rest[to:]))

    def without(self, event_id: str) -> Story:
        """The story without an event and its caption."""
        captions = {key: words for key, words in self.captions.items() if key != event_id}
        return replace(self, events=tuple(each for each in self.events if each != event_id), captions=captions)

    def captioned(self, event_id: str, words: str) -> Story:
        """The story with these words under an event; none where they are blank."""
        captions = {key: told for key, told in self.captions.items() if key != event_id}
        return replace(self, captions=captions | ({event_id: words.strip()} if words.strip() else {}))


def story_of(title: str, events: Iterable[str], captions: Mapping[str, str] | None = None) -> Story:
    """A story with each event once. Raises ValueError for more events than a class could ever be told."""
    told = tuple(dict.fromkeys(events))
    if len(told) > _MOST_EVENTS:
        raise ValueError(f"a story of {len(told)} events; at most {_MOST_EVENTS}")
    kept = {key: words for key, words in (captions or {}).items() if key in told and words}
    return Story(title, told, kept)


def as_values(story: Story) -> dict[str, Any]:
    """The story as plain values, for a database or a file."""
    return {"title": story.title, "events": list(story.events), "captions": dict(story.captions)}


def from_values(values: Any) -> Story:
    """A story from plain values. Raises ValueError for anything else."""
    match values:
        case {"title": str(title), "events": [*events], "captions": dict(captions)} if all(
            isinstance(text, str) for text in (*events, *captions, *captions.values())
        ):
            told = {_letters(event): _letters(words) for event, words in captions.items()}
            return story_of(_letters(title), map(_letters, events), told)
    raise ValueError("not a story: it has a title, events and captions")


def _letters(text: str) -> str:
    """The text with a mark for each half of a letter in it, which no file, link or database can hold, and without what
    turns letters round (U+202A to U+202E, U+2066 to U+2069)."""
    return _TURNING.sub("", text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def packed(story: Story) -> str:
    """The story as letters that a link can hold, the same for the same story."""
    told = json.dumps(
        [story.title, list(story.events), dict(story.captions)], ensure_ascii=False, separators=(",", ":")
    )
    return base64.urlsafe_b64encode(zlib.compress(told.encode(), 9)).decode().rstrip("=")


def unpacked(letters: str) -> Story:
    """The story of a link. Raises ValueError for letters that hold none."""
    try:
        inflating = zlib.decompressobj()
        whole = base64.b64decode(letters + "=" * (-len(letters) % 4), altchars=b"-_", validate=True)
        title, events, captions = json.loads(inflating.decompress(whole, _LARGEST))
    except (ValueError, TypeError, RecursionError, zlib.error) as error:
        raise ValueError("these letters hold no story") from error
    return from_values({"title": title, "events": events, "captions": captions})
