"""The desk: what comes first, every kind of decision from form to event, the way back, and who may do nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from pipeline.decisions import standing
from storage.database import open_database
from storage.decisions import decisions
from tests.ui.components import told_to
from ui import who
from ui.corpus import Corpus, load
from ui.desk.dates import Picked, Point, edtf_of, picked_of, typed
from ui.desk.queue import in_state, neighbours, queue

ROOT = Path(__file__).parents[2]
DESK, ABOUT, LIST, ARTICLE = (
    str(ROOT / "ui/views" / name) for name in ("desk.py", "about.py", "event_list.py", "article.py")
)
ARTICLES = {
    "one.txt": "القاهرة 6 مايو 2021\nوقع انفجار في مدينة الإسكندرية يوم الاثنين 4 مايو 2021. ووقع الرئيس عبد الفتاح "
    "السيسي اتفاقا مع فرنسا في باريس في 3 مارس 2021. وانهار مبنى قديم وسط المدينة.",
    "two.txt": "باريس 10 مايو 2021\nووقع الرئيس المصري عبد الفتاح السيسي اتفاقا مع فرنسا في باريس في 3 مارس 2021. "
    "وافتتح الوزير المصنع الشهر الماضي.",
    "three.txt": "التقى الرئيس الفرنسي إيمانويل ماكرون نظيره المصري في باريس أمس.",
}
EDITOR = who.Request({}, "", {}, provider=False, by_hand=True)
STRANGER = who.Request({}, "203.0.113.7", {}, provider=False)


@pytest.fixture(autouse=True)
def _folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    articles = tmp_path / "articles"
    articles.mkdir()
    for name, text in ARTICLES.items():
        (articles / name).write_text(text, "utf-8")
    monkeypatch.setenv("TASALSUL_ARTICLES", str(articles))
    monkeypatch.setenv("TASALSUL_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("TASALSUL_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(who, "request", lambda: EDITOR)
    yield
    st.cache_resource.clear()


def opened(view: str = DESK, **query: str) -> AppTest:
    app = AppTest.from_file(view, default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def written(app: AppTest) -> str:
    return "\n".join(block.proto.body for block in app.get("html"))


def corpus() -> Corpus:
    return load()


def event_named(words: str) -> dict[str, Any]:
    return next(dict(row) for row in corpus().event_rows.values() if words in row["title_ar"])


def field(app: AppTest, kind: str, name: str) -> Any:
    return next(one for one in app.get(kind) if str(one.key).endswith(f".{name}"))


def press(app: AppTest, key: str) -> AppTest:
    next(button for button in app.button if key in str(button.key)).click().run()
    assert not app.exception
    return app


def log() -> list[Any]:
    engine = open_database()
    try:
        return decisions(engine)
    finally:
        engine.dispose()


# --- the queue --------------------------------------------------------------------------------------------------------


def test_errors_come_first_then_doubtful_dates_then_notes() -> None:
    items = queue(corpus(), (), corpus().digests)
    order = ["error", "warning", "doubt", "info", "decided"]
    places = [order.index(item.severity) for item in items]
    assert places == sorted(places)
    assert {"D102", "undated"} <= {item.code for item in items}
    assert not any(item.is_done for item in items)
    before, behind = neighbours(items, items[1].key)
    assert (before, behind) == (items[0], items[2])
    assert in_state(items, "reviewed") == []


def test_the_evidence_names_the_finding_and_marks_its_words() -> None:
    page = written(opened(code="D102"))
    assert "D102" in page
    assert '<mark class="pen">' in page
    assert "رُوجع 0 من 1" in page


def test_a_finding_is_looked_at_and_stays_so() -> None:
    app = press(opened(code="D102"), ".reviewed")
    assert "رُوجع 1 من 1" in written(app)
    (one,) = log()
    assert (one.kind, one.payload["code"], one.author != "") == ("reviewed", "D102", True)
    assert "رُوجع 1 من 1" in written(opened(code="D102", lang="ar"))
    assert not corpus().lost


def test_any_event_is_found_by_its_words() -> None:
    page = written(opened(q="انفجار"))
    assert "انفجار" in page.split('class="desk-queue"')[1]


# --- decisions --------------------------------------------------------------------------------------------------------


def test_a_date_is_corrected_told_to_readers_undone_and_done_again() -> None:
    event = event_named("انفجار")
    app = opened(event=event["event_id"], do="date")
    field(app, "text_input", "typed").set_value("٢٠٢١-٠٥")
    field(app, "text_area", "reason").set_value("سر بين المحررين")
    field(app, "text_area", "note").set_value("كان اليوم خطأ")
    field(app, "text_area", "teaching").set_value("يُسأل الطالب عن اليوم")
    press(app, f"desk.save.{event['event_id']}.date")
    row = event_named("انفجار")
    assert (row["edtf"], row["basis"]) == ("2021-05", "stated")
    assert "سر بين المحررين" in written(app)
    for view in (LIST, ABOUT):
        page = written(opened(view, event=event["event_id"]))
        assert "كان اليوم خطأ" in page
        assert "صُحّح" in page
        assert "سر بين المحررين" not in page
    press(opened(event=event["event_id"]), "desk.undo.item")
    assert event_named("انفجار")["edtf"] == "2021-05-04"
    assert "كان اليوم خطأ" not in written(opened(ABOUT))
    press(opened(event=event["event_id"]), "desk.redo.item")
    assert event_named("انفجار")["edtf"] == "2021-05"
    assert [one.kind for one in log()] == ["date", "undo", "undo"]


def test_what_is_no_date_is_said_in_one_line_and_stays_in_its_box() -> None:
    event = event_named("انفجار")
    app = opened(event=event["event_id"], do="date")
    field(app, "text_input", "typed").set_value("أول من أمس")
    press(app, f"desk.save.{event['event_id']}.date")
    assert "ليس هذا تاريخا" in written(app)
    assert field(app, "text_input", "typed").value == "أول من أمس"
    assert log() == []


@pytest.mark.parametrize(
    ("act", "kind", "name", "value", "column"),
    [
        ("title", "text_input", "ar", "انفجار مرفأ", "title_ar"),
        ("kind", "selectbox", "kind", "death", "kind"),
        ("status", "selectbox", "status", "alleged", "status"),
        ("actors", "multiselect", "actors", ["فرنسا"], "actors"),
        ("places", "multiselect", "places", ["باريس"], "places"),
    ],
)
def test_each_field_of_an_event_is_corrected(act: str, kind: str, name: str, value: Any, column: str) -> None:
    event = event_named("انفجار")
    app = opened(event=event["event_id"], do=act)
    field(app, kind, name).set_value(value)
    press(app, f"desk.save.{event['event_id']}.{act}")
    after = corpus().event_rows[event["event_id"]][column]
    assert (list(after) if isinstance(value, list) else after) == value
    (one,) = log()
    assert "before" in one.payload


def test_events_are_merged_and_split_again() -> None:
    agreement = event_named("اتفاق")
    assert len(agreement["mentions"]) == 2
    app = opened(event=agreement["event_id"], do="split")
    field(app, "checkbox", agreement["mentions"][1]).check()
    press(app, f"desk.save.{agreement['event_id']}.split")
    parts = [row for row in corpus().event_rows.values() if "اتفاق" in row["title_ar"]]
    assert len(parts) == 2
    app = opened(event=parts[0]["event_id"], do="merge", find="اتفاق")
    press(app, f"desk.save.{parts[0]['event_id']}.merge")
    assert len(event_named("اتفاق")["mentions"]) == 2


def test_a_rejected_event_is_listed_and_comes_back() -> None:
    event = event_named("انفجار")
    press(opened(event=event["event_id"], do="reject"), f"desk.save.{event['event_id']}.reject")
    assert event["event_id"] not in corpus().event_rows
    assert "?seen=all&amp;tab=aside" in written(opened(seen="all")).replace(
        "tab=aside&amp;seen=all", "seen=all&amp;tab=aside"
    )
    app = opened(tab="aside")
    assert "انفجار" in written(app)
    press(app, "desk.back.aside")
    assert event["event_id"] in corpus().event_rows


def test_an_event_is_added_by_its_words() -> None:
    text = ARTICLES["one.txt"]
    start = text.index("انهار مبنى قديم")
    end = start + len("انهار مبنى قديم")
    app = opened(tab="add", article="one.txt", at=f"{start}-{end}")
    words = told_to(app, "tasalsul_words")["words"]
    assert all(text[first:last] == word for first, last, word, _ in words)
    field(app, "text_input", "typed").set_value("2021-05-05")
    press(app, "desk.save.add")
    assert event_named("انهار مبنى قديم")["edtf"] == "2021-05-05"


def test_an_articles_date_moves_what_hangs_on_it() -> None:
    assert event_named("ماكرون")["edtf"] == ""
    app = opened(event=event_named("ماكرون")["event_id"], do="article_date")
    field(app, "text_input", "typed").set_value("2021-06-02")
    press(app, ".article_date")
    assert event_named("ماكرون")["edtf"] == "2021-06-01"


def test_a_decision_whose_article_is_gone_is_shown_and_not_lost(tmp_path: Path) -> None:
    event = event_named("ماكرون")
    press(opened(event=event["event_id"]), ".confirm")
    (tmp_path / "articles" / "three.txt").unlink()
    st.cache_resource.clear()
    assert "ماكرون" in written(opened(tab="lost"))


def test_the_whole_log_is_shown_with_comments_and_their_reasons() -> None:
    event = event_named("انفجار")
    app = opened(event=event["event_id"], do="comment")
    field(app, "text_area", "text").set_value("يُسأل المراسل <b>")
    press(app, ".comment")
    page = written(opened(tab="log"))
    assert "يُسأل المراسل &lt;b&gt;" in page
    assert "يُسأل المراسل" not in written(opened(LIST, event=event["event_id"]))
    assert [one.kind for one in standing(log())] == ["comment"]


# --- who may not ------------------------------------------------------------------------------------------------------


def test_a_stranger_reads_why_nothing_can_be_changed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    event = event_named("انفجار")
    app = opened(event=event["event_id"], do="date")
    field(app, "text_area", "reason").set_value("سر بين المحررين")
    field(app, "text_input", "typed").set_value("2021-05")
    press(app, f"desk.save.{event['event_id']}.date")
    monkeypatch.setenv("TASALSUL_RIGHTS", str(tmp_path / "rights.toml"))
    (tmp_path / "rights.toml").write_text('folder = "public"', "utf-8")
    monkeypatch.setattr(who, "request", lambda: STRANGER)
    for tab in ("review", "log", "exchange", "add", "lost"):
        app = AppTest.from_file(DESK, default_timeout=60)
        for name, value in {"tab": tab, "event": event["event_id"], "do": "date"}.items():
            app.query_params[name] = value
        app.run()
        assert not [button for button in app.button if str(button.key).startswith("desk.")]
        assert "للاطلاع فقط" in written(app)
        assert "انفجار" in written(app)
        assert "سر بين المحررين" not in written(app)
    assert len(log()) == 1


# --- dates ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "edtf",
    [
        "2019",
        "2019-05~",
        "2019-05-03%",
        "201X",
        "2019-21",
        "2019/2020",
        "2019-05/..",
        "../2019",
        "[2019-01-01..2019-03-31]",
    ],
)
def test_a_date_taken_apart_is_the_same_date(edtf: str) -> None:
    assert edtf_of(picked_of(edtf)) == edtf


def test_dates_are_typed_and_picked_in_any_digits() -> None:
    assert typed(" ٢٠١٩-٠٥ ") == "2019-05"
    assert edtf_of(Picked("lasting", Point("2006"), Point("٢٠٠٨", "03", "5"))) == "2006/2008-03-05"


@pytest.mark.parametrize(
    "picked", [Picked("one", Point("")), Picked("one", Point("2019", "02", "30")), Picked("within")]
)
def test_what_is_no_date_is_refused(picked: Picked) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        edtf_of(picked)
