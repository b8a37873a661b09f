"""What a file yields, whatever its format: the text, and what is to be said of it."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.model import MetadataDate, PageFacts

_NOTHING = PageFacts()


class Content(NamedTuple):
    """text: what all offsets count in. fault: what could not be read of it, in words; '' where all could.

    A reader of a format gives either this or, as a plain string, why there is none: what is wrong, what to do.
    """

    text: str
    encoding: str
    fault: str = ""
    metadata: tuple[MetadataDate, ...] = ()
    page: PageFacts = _NOTHING
