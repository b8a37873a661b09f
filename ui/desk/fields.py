"""The fields of the desk's forms: they show what stands, and are read again when the form is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from pipeline.model import STATUSES
from ui.corpus import Corpus
from ui.desk.dates import MONTHS, PARTS, SHAPES, Picked, Point, edtf_of, picked_of, typed
from ui.desk.taking import Texts
from ui.event_index import KINDS
from ui.format import month_names, name_in
from ui.reader import Reader

_PREFIX = "desk.field"
# Names offered in a box beside the event's own; any other may be typed.
_MOST_NAMES = 400


def key_of(form: str, field: str) -> str:
    """A field's key in the session state."""
    return f"{_PREFIX}.{form}.{field}"


def value(form: str, field: str) -> Any:
    """What stands in a field."""
    return st.session_state.get(key_of(form, field))


def forget(form: str) -> None:
    """Empty the fields of a form: it was saved."""
    for key in [key for key in st.session_state if str(key).startswith(key_of(form, ""))]:
        del st.session_state[key]


def _set_up(form: str, field: str, first: Any) -> str:
    """The key of a field that shows `first` until somebody changes it."""
    key = key_of(form, field)
    st.session_state[key] = st.session_state.get(key, first)
    return key


def text(form: str, field: str, label: str, first: str = "", *, hint: str = "", long: bool = False) -> None:
    """A box for words."""
    key = _set_up(form, field, first)
    if long:
        st.text_area(label, key=key, height=76, placeholder=hint or None)
    else:
        st.text_input(label, key=key, placeholder=hint or None)


def kind(form: str, first: str, reader: Reader) -> None:
    """One of the kinds of events."""
    options = KINDS if first in KINDS else (*KINDS, first)
    key = _set_up(form, "kind", first)
    st.selectbox(reader.t("card.kind"), options, key=key, format_func=lambda name: reader.t(f"kinds.{name}"))


def status(form: str, first: str, reader: Reader) -> None:
    """One of the statuses."""
    key = _set_up(form, "status", first)
    st.selectbox(reader.t("card.status"), STATUSES, key=key, format_func=lambda name: reader.t(f"statuses.{name}"))


def names(form: str, field: str, first: Sequence[str], corpus: Corpus, reader: Reader) -> None:
    """Names, those of the corpus offered and any other typed. field: actors or places."""
    known = corpus.index.known["actor" if field == "actors" else "place"]
    options = list(dict.fromkeys([*first, *(value(form, field) or ()), *list(known)[:_MOST_NAMES]]))
    key = _set_up(form, field, list(first))
    st.multiselect(
        reader.t(f"card.{field}"),
        options,
        key=key,
        format_func=lambda name: name_in(name, reader, corpus.english),
        accept_new_options=True,
        placeholder=reader.t("desk.name_hint"),
    )


def date(form: str, edtf: str, reader: Reader) -> None:
    """A date, typed as EDTF or picked part by part."""
    t, picked = reader.t, picked_of(edtf)
    with st.container(key="desk_date", gap="small"):
        st.text_input(t("desk.date_typed"), key=_set_up(form, "typed", edtf), placeholder="2019-04")
        st.selectbox(
            t("desk.date_shape"),
            SHAPES,
            key=_set_up(form, "shape", picked.shape),
            format_func=lambda name: t(f"desk.shape.{name}"),
        )
        for which, point in (("first", picked.first), ("last", picked.last)):
            with st.container(key=f"desk_date_{which}", horizontal=True, gap="small"):
                end = t(f"desk.{which}")
                st.text_input(t("desk.year_of", end=end), key=_set_up(form, f"{which}.year", point.year))
                st.selectbox(
                    t("desk.month_of", end=end),
                    ("", *MONTHS, *PARTS),
                    key=_set_up(form, f"{which}.month", point.month),
                    format_func=lambda code: _month(code, reader),
                )
                st.text_input(t("desk.day_of", end=end), key=_set_up(form, f"{which}.day", point.day.lstrip("0")))
        with st.container(key="desk_date_marks", horizontal=True, gap="medium"):
            st.checkbox(t("desk.about"), key=_set_up(form, "about", picked.about))
            st.checkbox(t("desk.uncertain"), key=_set_up(form, "uncertain", picked.uncertain))


def _month(code: str, reader: Reader) -> str:
    if code in MONTHS:
        return month_names(reader)[int(code) - 1]
    return reader.words("desk.parts_of_year")[PARTS.index(code)] if code else reader.t("desk.whole_year")


def read_date(form: str, before: str) -> str:
    """The date that was typed, or else picked; whichever was changed. Raises ValueError with one line for what is none.

    before: the date that the fields showed at first.
    """
    written = str(value(form, "typed") or "").strip()
    if written and written != before:
        return typed(written)
    first, last = (
        Point(*(str(value(form, f"{which}.{part}") or "") for part in ("year", "month", "day")))
        for which in ("first", "last")
    )
    picked = Picked(
        str(value(form, "shape") or SHAPES[0]), first, last, bool(value(form, "about")), bool(value(form, "uncertain"))
    )
    # Shown without the zeros that EDTF writes; a form that is only typed was never taken apart.
    return edtf_of(picked) if picked.first.year.strip() or picked.last.year.strip() else typed(written or before)


def why(form: str, reader: Reader, *, for_readers: bool) -> None:
    """The three texts: the reason for editors, and what readers and teachers are told."""
    t = reader.t
    text(form, "reason", t("desk.reason"), hint=t("desk.reason_hint"), long=True)
    if not for_readers:
        return
    with st.expander(t("desk.for_readers"), expanded=bool(value(form, "note") or value(form, "teaching"))):
        st.radio(
            t("desk.change"),
            ("correction", "update"),
            key=_set_up(form, "change", "correction"),
            format_func=lambda name: t(f"desk.change_{name}"),
        )
        text(form, "note", t("desk.note"), hint=t("desk.note_hint"), long=True)
        text(form, "teaching", t("desk.teaching"), hint=t("desk.teaching_hint"), long=True)


def read_why(form: str) -> Texts:
    """What was written there."""
    said: Mapping[str, str] = {name: str(value(form, name) or "").strip() for name in ("reason", "note", "teaching")}
    return Texts(**said, change="update" if value(form, "change") == "update" else "correction")
