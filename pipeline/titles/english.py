"""title_en: «Visit by A to Z», «Meeting of A and B in Z», from the event's type and the English labels of its names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.model import Name
from pipeline.names import english_label
from pipeline.titles.telling import Telling, destinations
from pipeline.titles.words import AND, CONJUNCTIONS, FOR, bare, folded, noun_of, table

LIMIT = 120
_MOST = 4
_IN = "in"


def english(told: Telling) -> str:
    """The headline; never empty, never with Arabic letters."""
    rows: Mapping[str, Mapping[str, str]] = table()["english"]
    kind = told.clause.trigger.kind
    keys = (f"{kind}.{told.clause.trigger.event}", kind)
    named, title = _noun(told, rows)
    status = rows["status"].get("negated" if _is_negated(told) else told.status, "")
    if kind == "statement" and told.status == "alleged":
        status, named, title = "", "", rows["events"]["statement.accusation"]
    if status:
        title = f"{status} {title}"
    title = title[0].upper() + title[1:]
    opened = [name for name in told.places if kind == "launch" and _stands_beside(told, name)]
    for label in _labels(opened):
        title += f" of {label}"
    where = _labels([name for name in destinations(told) if name not in opened])
    everyone = (*told.actors, *(name for name in told.places if _is_target(told, name, keys, named)))
    done_to = [name for name in everyone if _is_target(told, name, keys, named)]
    where = [label for label in where if label not in _labels(done_to)]
    who = [name for name in told.actors if name not in done_to]
    if kind == "death":
        who = [name for name in who if name.category == "person"]
    if kind == "office":
        who = [name for name in who if name.category == "person"] or who
    if kind in ("death", "office", "election", "visit") or keys[0] == "other.supply":
        rest, who = who, _joined(told, _appointed(told, who) if kind == "office" else who)
        if keys[0] == "other.supply":
            done_to = [name for name in rest if name not in who] + done_to
    title += _actors(told, who, rows, keys, rows["by_noun"].get(named, ""))
    targets = [label for label in _labels(done_to) if label not in _labels(who)]
    if targets:
        title += f" {rows['target'].get(named) or _row(rows['target'], keys)} {_and(targets[:_MOST])}"
    if where:
        title += f" {_row(rows['place'], keys) or _IN} {', '.join(where[:2])}"
    return title if len(title) <= LIMIT else title[:LIMIT].rsplit(" ", 1)[0]


def _actors(
    told: Telling, names: Sequence[Name], rows: Mapping[str, Mapping[str, str]], keys: tuple[str, str], own: str
) -> str:
    kind = told.clause.trigger.kind
    if kind == "trial":
        people = _labels([name for name in names if name.category == "person"])
        others = _labels([name for name in names if name.category != "person"])
        tried = f" of {_and(people[:_MOST])}" if people else ""
        return tried + (f" {'by' if people else _row(rows['join'], keys)} {_and(others[:_MOST])}" if others else "")
    who = _labels(names)
    if not who:
        return ""
    joint = own or _row(rows["join"], keys)
    if len(who) == 1:
        joint = ("of" if own == "between" else own) or _row(rows["single"], keys) or joint
        person = names[0].category == "person" and kind == "meeting"
        joint = "with" if person else joint
    elif len(who) > 2 and joint == "between":
        joint = _row(rows["many"], keys) or joint
    return f" {joint} {_and(who[:_MOST])}"


def _appointed(told: Telling, who: Sequence[Name]) -> Sequence[Name]:
    """«كلف الرئيس فلان القاضي فلانا», «أقال فلان فلانا»: the second one has the office."""
    word = told.words[told.clause.at]
    people = [name for name in who if name.category == "person"]
    if len(people) < 2 or told.clause.trigger.form == "noun" or bare(word.key) not in folded("verbs", "appointing"):
        return who
    return people[1:]


def _joined(told: Telling, names: Sequence[Name]) -> list[Name]:
    """The first name and those that «و» joins to it."""
    kept = list(names[:1])
    for name in names[1:]:
        if told.text[kept[-1].end : name.start].strip() != AND:
            break
        kept.append(name)
    return kept


def _is_negated(told: Telling) -> bool:
    if told.status != "denied":
        return False
    low, at = max(0, told.clause.first - 2), told.clause.at
    return any(word.key.lstrip("".join(CONJUNCTIONS)) in folded("verbs", "negations") for word in told.words[low:at])


def _noun(told: Telling, rows: Mapping[str, Mapping[str, str]]) -> tuple[str, str]:
    trigger = told.clause.trigger
    named = trigger.noun if trigger.form == "noun" else noun_of(told.words[told.clause.at].key, trigger.form)[0]
    found = rows["nouns"].get(named) or rows["events"].get(f"{trigger.kind}.{trigger.event}")
    return named, found or trigger.en or "event"


def _row(rows: Mapping[str, str], keys: tuple[str, str]) -> str:
    return rows.get(keys[0]) or rows.get(keys[1], "")


def _labels(names: Sequence[Name]) -> list[str]:
    labels = (english_label(name) for name in names)
    return list(dict.fromkeys(_plain(label) for label in labels if label and _is_latin(label)))


def _plain(label: str) -> str:
    return " ".join(label.split())


def _is_latin(label: str) -> bool:
    return all(ord(character) < 0x250 or 0x1E00 <= ord(character) < 0x2070 for character in label)


def _stands_beside(told: Telling, name: Name) -> bool:
    """«افتتح فلان قناة السويس»: no word between who opens and what is opened."""
    ends = [other.end for other in told.actors if other.end <= name.start]
    trigger = told.words[told.clause.at].end
    return not told.text[max([trigger, *ends]) : name.start].strip()


def _before(told: Telling, name: Name) -> str:
    """The folded word, or what is attached, before a name."""
    before = ""
    for word in told.words:
        if word.start < name.start < word.end:
            return word.key[:1]
        if word.start == name.start and word.key.startswith(FOR + FOR):
            return FOR
        if word.end <= name.start:
            before = bare(word.key)
    return before


def _is_target(told: Telling, name: Name, keys: tuple[str, str], named: str) -> bool:
    """«على إسبانيا», «ضد كوريا», «غزو بوتين لأوكرانيا»: done to them."""
    target = table()["english"]["target"]
    if not (named in target or keys[0] in target) or not told.clause.start <= name.start:
        return False
    before = _before(told, name)
    return before in folded("verbs", "done_to") or (named in target and before == FOR)


def _and(labels: Sequence[str]) -> str:
    return labels[0] if len(labels) == 1 else ", ".join(labels[:-1]) + " and " + labels[-1]
