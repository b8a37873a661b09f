"""Versions for print: frozen from a selection, compared with today, taken away in words, an editor's alone."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from exports.chronology import as_text
from storage.database import open_database
from storage.rights import NotAllowed, Person
from storage.versions import FrozenEvent, Note, Source, Step, Version, chronologies, freeze
from ui import chronology, who
from ui.reader import Reader

SECONDS = 60
SOURCE = Source(
    "a" * 64, "الصحيفة", "2023-09-14", "day", "https://news.invalid/1", "قمة", "التقى الرئيسان أمس في المدينة."
)
OTHER = Source("b" * 64, "", "", "unknown", "", "", "يلتقي الرئيسان غدا.")
MEETING = FrozenEvent(
    "e1",
    ("m1", "m2"),
    "2023-09-13",
    "day",
    "stated",
    "happened",
    "meeting",
    (Note("d", "صُحح"),),
    "لقاء",
    "A",
    (SOURCE, OTHER),
)
VISIT = FrozenEvent("e2", ("m3",), "2023-10", "month", "stated", "planned", "visit", (), "زيارة", "B", (SOURCE,))
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
VERSION = Version(
    7, "k", 2, "", {}, (Step("draft", "ليلى", AT, ""), Step("reviewed", "سامي", AT, "")), (MEETING, VISIT)
)


def ids(*events: FrozenEvent) -> dict[str, str]:
    return {name: event.event_id for event in events for name in (event.event_id, *event.mentions)}


def test_what_is_the_same_is_not_told() -> None:
    assert chronology.differences([MEETING, VISIT], [VISIT, MEETING], ids(MEETING, VISIT)) == []
    assert "same" in chronology.differences_html([], Reader())


def test_added_gone_and_changed_are_told_apart() -> None:
    moved = VISIT._replace(edtf="2023-10-04", granularity="day", status="happened")
    added = MEETING._replace(event_id="e9", mentions=("m9",))
    found = chronology.differences([MEETING, VISIT], [moved, added], ids(moved, added))
    assert [(one.kind, one.fields) for one in found] == [("gone", ()), ("changed", ("date", "status")), ("added", ())]
    page = chronology.differences_html(found, Reader())
    assert "<del>\u2067أكتوبر 2023\u2069</del> <ins>\u2067الأربعاء 4 أكتوبر 2023\u2069</ins>" in page
    assert "<del>مقرّر</del> <ins>وقع</ins>" in page


def test_an_event_that_goes_by_another_id_is_found_by_its_tellings() -> None:
    renamed = MEETING._replace(event_id="m2", mentions=("m2", "m1"), title_ar="لقاء آخر")
    found = chronology.differences([MEETING], [renamed], {"m1": "m2", "m2": "m2"})
    assert [(one.kind, one.fields) for one in found] == [("changed", ("title",))]
    assert chronology.differences([MEETING._replace(title_ar="", title_en="")], [renamed], {"m1": "m2"}) == []


def test_on_paper() -> None:
    said = as_text(chronology.paper(VERSION, "الخريف", Reader(), quotes=True))
    assert said.startswith("الخريف\nالنسخة 2: مراجَعة\nجمّدها ليلى في 22 نوفمبر 2026")
    assert "الأربعاء 13 سبتمبر 2023: لقاء (صُحح) [1، 2]\n    «التقى الرئيسان أمس في المدينة.» [1]\n" in said
    assert "أكتوبر 2023: زيارة (مقرّر) [1]" in said
    assert "1. الصحيفة، «قمة»، الخميس 14 سبتمبر 2023، https://news.invalid/1" in said
    english = as_text(chronology.paper(VERSION, "Autumn", Reader(lang="en"), quotes=False))
    assert "October 2023: B (planned) [1]" in english
    assert "التقى" not in english


def test_no_more_words_of_a_source_than_allowed() -> None:
    made = chronology.paper(VERSION, "x", Reader(), quotes=True, most_words=3)
    assert [entry.quotes for entry in made.entries] == [
        ("«التقى الرئيسان أمس…» [1]", "«يلتقي الرئيسان غدا.» [2]"),
        (),
    ]


def test_what_was_removed_is_said() -> None:
    page = chronology.version_html(VERSION._replace(events=(VISIT._replace(title_ar="", title_en=""),)), Reader())
    assert Reader().t("print.removed") in page


def test_words_are_never_markup() -> None:
    hostile = MEETING._replace(title_ar="<script>x</script>", notes=(Note("d", "<b>"),))
    page = chronology.version_html(VERSION._replace(events=(hostile,)), Reader())
    page += chronology.differences_html(chronology.differences([hostile], [], {}), Reader())
    assert "<script>" not in page
    assert "<b>" not in page


def _tab() -> None:
    from ui import corpus, desk_versions, state

    shown = corpus.load()
    desk_versions.draw(state.reader(), shown, state.read(shown))


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.delenv("TASALSUL_ARTICLES", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("TASALSUL_DATA", str(tmp_path))
    return f"sqlite:///{tmp_path}/tasalsul.db"


def written(app: AppTest) -> str:
    return "\n".join(block.proto.body for block in app.get("html"))


def test_from_draft_to_approved(database: str) -> None:
    app = AppTest.from_function(_tab, default_timeout=SECONDS)
    app.query_params["kind"] = "meeting"
    app.run()
    assert not app.exception
    app.button("versions.freeze").click().run()
    assert Reader().t("print.needs_title") in written(app)
    app.text_input("versions.title").set_value("خطط")
    app.button("versions.freeze").click().run()
    assert 'class="stage draft"' in written(app)
    assert Reader().t("print.same") in written(app)
    app.button("versions.next.reviewed").click().run()
    app.button("versions.next.approved").click().run()
    assert not app.exception
    assert 'class="stage approved"' in written(app)
    engine = open_database(database)
    (kept,) = chronologies(engine, "")
    engine.dispose()
    assert (kept.title, [stage for _, _, stage in kept.versions]) == ("خطط", ["approved"])


def test_a_reader_sees_what_was_approved_and_freezes_nothing(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = open_database(database)
    freeze(engine, by=Person("ليلى", "editor"), title="مسودة لا تُعرض", events=[MEETING], selection={})
    with pytest.raises(NotAllowed):
        freeze(engine, by=Person("", "reader"), title="x", events=[MEETING], selection={})
    engine.dispose()
    monkeypatch.setattr(who, "why_not", lambda: "rights.why.sign_in")
    app = AppTest.from_function(_tab, default_timeout=SECONDS).run()
    assert not app.exception
    assert Reader().t("rights.why.sign_in") in written(app)
    assert not app.button
    assert "مسودة لا تُعرض" not in written(app)
