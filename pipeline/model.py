"""The nouns of the pipeline: plain frozen values that one stage hands to the next.

Article -> Timex (unresolved) -> Resolved (TimeValue) -> Mention -> Event, with one Anchor an article.
Every span is half-open and counts code points of the article's decoded text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Granularity = Literal[
    "time", "day", "week", "month", "season", "quarter", "half", "year", "decade", "century", "unknown"
]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Status = Literal[
    "happened", "ongoing", "planned", "possible", "alleged", "denied", "postponed", "cancelled", "recurring"
]
Basis = Literal["stated", "computed", "inferred", ""]
AnchorSource = Literal["dateline", "metadata", "given", "inferred", "unknown"]
RelativeTo = Literal["none", "anchor", "text"]
ReadStatus = Literal["read", "partly read", "refused"]
MetadataSource = Literal[
    "article:published_time",
    "datePublished",
    "parsely-pub-date",
    "DC.date",
    "meta",
    "time",
    "url",
    "article:modified_time",
    "dateModified",
    "guess",
]
Unit = Literal[
    "second", "minute", "hour", "day", "week", "month", "season", "quarter", "half", "year", "decade", "century"
]
Mod = Literal["", "START", "MID", "END", "APPROX", "MORE_THAN", "LESS_THAN", "EQUAL_OR_MORE", "EQUAL_OR_LESS"]
Direction = Literal["past", "future", "this", "none"]

STATUSES: tuple[Status, ...] = (
    "happened",
    "ongoing",
    "planned",
    "possible",
    "alleged",
    "denied",
    "postponed",
    "cancelled",
    "recurring",
)
GRANULARITIES: tuple[Granularity, ...] = (
    "time",
    "day",
    "week",
    "month",
    "season",
    "quarter",
    "half",
    "year",
    "decade",
    "century",
    "unknown",
)


@dataclass(frozen=True, slots=True)
class MetadataDate:
    """A date that a page's own data gives for its article, outside the text that is read.

    source: where it stands. quote: the value as it stands there. day: the local calendar day it writes, None where it
    writes no complete one. modified: the day of a change, not of the first publication.
    """

    source: MetadataSource
    quote: str
    day: date | None
    modified: bool = False


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page's own data says of its article; empty where it says nothing."""

    title: str = ""
    outlet: str = ""
    author: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One text as it was read.

    name: its path relative to the folder given. text: of a text file the decoded file, BOM removed, nothing else
    changed; of a page or document the text taken out of it. digest: SHA-256 of the text, the article's identity.
    encoding: of the file; "docx" or "pdf" where it is one. says: one line on how the reading went.
    metadata, page: what a web page says beside its text; metadata with the most reliable first.
    """

    name: str
    text: str
    digest: str
    encoding: str = "utf-8"
    status: ReadStatus = "read"
    says: str = ""
    language: str = "ar"
    metadata: tuple[MetadataDate, ...] = ()
    page: PageFacts = PageFacts()


@dataclass(frozen=True, slots=True)
class Problem:
    """An input that could not be read, or only in part: one line on standard error.

    is_error: False for what is merely worth a line (an article that is not Arabic); True sets exit code 2.
    """

    name: str
    says: str
    is_error: bool = True

    def __str__(self) -> str:
        return f"{self.name}: {self.says}"


@dataclass(frozen=True, slots=True)
class Masthead:
    """What an article says of itself: headline, outlet, author, agency, address; empty where it says nothing."""

    title: str = ""
    outlet: str = ""
    author: str = ""
    agency: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open stretch of the raw article text."""

    start: int
    end: int


# --- what time words mean before an anchor is known (TimeExpr) -------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """A date, or part of one, in the words of a calendar; None where the words do not say.

    weekday: ISO 1 (Monday) … 7. season: SP SU FA WI. part: TIMEX3 part of day (MO NI …). clock: 'HH:MM' or 'HH'.
    century 19 = the years 1900–1999, TIMEX3 '19'. decade 199 = the 1990s; below 100 its century is not said.
    direction: what «الماضي», «المقبل», «الجاري» beside it say. year_offset, month_offset: the year or month counted
    from `base` («يوليو من العام الماضي», «الخامس من الشهر الجاري»). era -1: BC.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str | None = None
    quarter: int | None = None
    half: int | None = None
    decade: int | None = None
    century: int | None = None
    era: int = 1
    hijri: bool = False
    clock: str | None = None
    part: str | None = None
    direction: Direction = "none"
    year_offset: int | None = None
    month_offset: int | None = None
    base: Literal["anchor", "text"] = "anchor"


@dataclass(frozen=True, slots=True)
class Offset:
    """So many units from the anchor (or from `base`): «أمس» is day -1, «الشهر الماضي» month -1, «هذا العام» year 0.

    exact: the unit is counted from the day («قبل شهرين» is about two months back); otherwise the calendar unit itself.
    base 'text' counts from the narrative's current date («بعد ذلك بيومين») instead of the document's.
    """

    unit: Unit
    amount: float | None
    exact: bool = False
    base: Literal["anchor", "text"] = "anchor"
    part: str | None = None
    clock: str | None = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time. amounts: ((number or None for «some», unit), …) added up; `upto` the upper end of a range.

    direction: «الأشهر الستة الماضية» ends at the anchor, «المقبلة» begins there. relation: the particle before it,
    which says what it is counted from («بعد شهرين من …», «منذ ثلاث سنوات», «قبل أيام من …», «لمدة يومين»).
    start: the year that it begins with («الأشهر التسعة الأولى من 2017»).
    """

    amounts: tuple[tuple[float | None, Unit], ...]
    upto: tuple[tuple[float | None, Unit], ...] = ()
    direction: Direction = "none"
    relation: Literal["", "after", "before", "since", "within", "lasting"] = ""
    start: CalendarDate | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """PAST_REF, PRESENT_REF or FUTURE_REF."""

    value: str


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A SET, already as its TIMEX3 value (XXXX-WXX-5, P1D …)."""

    value: str


@dataclass(frozen=True, slots=True)
class Interval:
    """Two dates joined into one expression («1950-1953», «من 9 إلى 11 مايو» where joined by a hyphen)."""

    begin: CalendarDate
    end: CalendarDate


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A feast or national day. key: its name in the lexicon; year, direction and part as in CalendarDate.

    country: ISO code of a national day's country, '' where it is not said. shift: so many days after its first.
    """

    key: str
    year: int | None = None
    hijri_year: int | None = None
    direction: Direction = "none"
    country: str = ""
    shift: int = 0
    part: str | None = None


TimeExpr = CalendarDate | Offset | Duration | Reference | Recurrence | Interval | NamedDay


@dataclass(frozen=True, slots=True)
class Timex:
    """A recognised temporal expression: what the words mean, before any anchor.

    group: joins the rows that belong together (the ends of a range, the pair of a dual, Hijri and Gregorian);
    '' where it stands alone. group_kind says which of these it is.
    """

    start: int
    end: int
    surface: str
    type: TimexType
    expr: TimeExpr
    rule: str
    mod: Mod = ""
    group: str = ""
    group_kind: Literal["", "range", "list", "same"] = ""


@dataclass(frozen=True, slots=True)
class TimeValue:
    """A value of time that never says more than is known.

    timex3: TIMEX3 value. edtf: ISO 8601-2, '' where undated. earliest/latest: inclusive bounds, None where unknown.
    granularity: the unit of the ends.
    """

    timex3: str
    edtf: str = ""
    earliest: date | None = None
    latest: date | None = None
    granularity: Granularity = "unknown"
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Resolved:
    """A timex with its value. relative_to: what it was counted from. trace: how the value came about (messages/)."""

    timex: Timex
    value: TimeValue
    relative_to: RelativeTo
    trace: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that an anchor rests on. key and args name the sentence in messages/ that explains it."""

    article: str
    start: int
    end: int
    surface: str
    key: str
    args: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Anchor:
    """An article's document creation time (TIMEX3 CREATION_TIME) and the reasons for it.

    confidence: 0–1. against: what speaks against it and was set aside as less sure.
    """

    article: str
    value: TimeValue
    source: AnchorSource
    confidence: float
    evidence: tuple[Evidence, ...] = ()
    against: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """A person, organisation, country or place as the article names it at a span, resolved to one label.

    label: the Arabic form shown. label_en: the English one, '' where no list has it (`names.english_label`).
    category: person, group, country, place. country: the ISO code of the country that it is or lies in, '' where no
    list says so.
    """

    start: int
    end: int
    label: str
    label_en: str
    category: Literal["person", "group", "country", "place"]
    country: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """One article's telling of one dated event. start/end: the clause. timexes: the expressions that date it.

    kind: one of the kinds of lexicon/triggers.toml; event_type: the row there, which tells a visit from an arrival.
    """

    mention_id: str
    article: str
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    trigger: str
    timexes: tuple[Span, ...]
    value: TimeValue
    basis: Basis
    kind: str
    event_type: str
    status: Status
    speaker: str
    denied_by: tuple[str, ...]
    actors: tuple[Name, ...]
    places: tuple[Name, ...]
    title_ar: str
    title_en: str
    trace: str


@dataclass(frozen=True, slots=True)
class Event:
    """What the corpus knows of one happening, merged from its mentions. mentions: their ids, the first one's first."""

    event_id: str
    value: TimeValue
    basis: Basis
    kind: str
    status: Status
    speakers: tuple[str, ...]
    denied_by: tuple[str, ...]
    actors: tuple[str, ...]
    places: tuple[str, ...]
    title_ar: str
    title_en: str
    articles: tuple[str, ...]
    origins: int
    mentions: tuple[str, ...]
    part_of: str
    confidence: float
    importance: float
    trace: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check reports about content; its sentences stand in messages/ under `code`.

    reason: the evidence that it rests on, whose own sentence goes into that of the finding.
    """

    code: str
    severity: Literal["error", "warning", "info"]
    article: str
    start: int
    end: int
    surface: str
    args: tuple[tuple[str, str], ...] = ()
    suggestion: str = ""
    event_id: str = ""
    related: tuple[tuple[str, int, int], ...] = ()
    reason: Evidence | None = None
