"""Saved corpora on the screen: saved, opened again, replaced by newer versions, and closed to who may not read them."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import pipeline
from storage.corpora import add_articles, corpora, kept_articles, save_corpus
from storage.database import open_database
from storage.decisions import append_decision, decisions
from storage.rights import NOBODY, Person
from tests.samples import article
from ui import corpora_page, who
from ui.newer_version import difference
from ui.own_articles import OwnArticles
from ui.who import Request

ROOT = Path(__file__).parents[2]
SECONDS = 60
FIRST = article("قمة.txt", "عقدت القمة في تونس يوم 31 مارس 2019. وزار الوزير سالم حداد صفاقس يوم 4 أبريل 2019.")
NEWER = article(
    "قمة.txt",
    "عقدت القمة في تونس يوم 30 مارس 2019. وزار الوزير سالم حداد صفاقس يوم 4 أبريل 2019. وعاد يوم 6 أبريل 2019.",
)
MONA = Person("منى", "editor")


def page(path: str = "own", **query: str) -> AppTest:
    at = AppTest.from_file(str(ROOT / f"ui/views/{path}.py"), default_timeout=SECONDS)
    for name, value in query.items():
        at.query_params[name] = value
    return at.run()


def with_own(at: AppTest, *articles: object) -> AppTest:
    at.session_state["visit.own"] = OwnArticles(tuple(articles))  # type: ignore[arg-type]
    return at.run()


def texts(at: AppTest) -> str:
    return " ".join(block.proto.body for block in at.get("html"))


@pytest.fixture
def as_somebody(monkeypatch: pytest.MonkeyPatch):
    def become(**user: object) -> None:
        told = {"is_logged_in": True, **user} if user else {}
        monkeypatch.setattr(who, "request", lambda: Request({"host": "paper.example"}, "192.0.2.7", told, bool(user)))

    return become


def test_a_visit_is_saved_opened_again_and_a_newer_version_shows_what_it_changed() -> None:
    at = with_own(page(lang="en"), FIRST)
    at.text_input(key="corpora.name").set_value("Summits").run()
    at.button(key="corpora.save").click().run()
    assert not at.exception
    assert at.query_params["corpus"] == "Summits"
    assert "Saved in" in texts(at)
    engine = open_database()
    (made,) = corpora(engine, by=who.person())
    assert (made.name, made.visibility, made.articles) == ("Summits", "private", 1)

    again = page(lang="en", corpus="Summits")
    assert "Articles of" in texts(again)
    with_own(again, NEWER)
    again.selectbox(key="corpora.where").set_value("Summits").run()
    again.button(key="corpora.save").click().run()
    assert not again.exception
    shown = texts(again)
    assert "was \u2066Sunday 31 March 2019\u2069, is now \u2066Saturday 30 March 2019\u2069" in shown
    assert "<del>" in shown
    assert "<ins>" in shown
    (kept,) = kept_articles(engine, "Summits", by=who.person())
    assert (kept.article.text, kept.version) == (NEWER.text, 2)
    engine.dispose()


def test_what_a_newer_version_changed() -> None:
    told = difference(FIRST, NEWER, "", (), ())
    assert told.gone == ("عقدت القمة في تونس يوم 31 مارس 2019.",)
    assert told.new == ("عقدت القمة في تونس يوم 30 مارس 2019.", "وعاد يوم 6 أبريل 2019.")
    moved = {(one.before and one.before["edtf"], one.after and one.after["edtf"]) for one in told.moved}
    assert ("2019-03-31", "2019-03-30") in moved
    assert (None, "2019-04-06") in moved
    assert told.same == 1
    same = difference(FIRST, FIRST, "", (), ())
    assert (same.gone, same.new, same.moved) == ((), (), ())


def test_decisions_go_over_to_a_newer_version() -> None:
    by = who.person()
    engine = open_database()
    save_corpus(engine, "ملف", [FIRST], by=by)
    timeline = pipeline.build_timeline([FIRST])
    visit = next(row for row in timeline.rows("mentions") if row["edtf"] == "2019-04-04")
    summit = next(row for row in timeline.rows("mentions") if row["edtf"] == "2019-03-31")
    for row, title in ((visit, "زيارة عمل"), (summit, "قمة تونس")):
        target = row["mention_id"]
        append_decision(
            engine,
            by=by,
            corpus="ملف",
            kind="title",
            target=target,
            payload={"ar": title},
            quotes=timeline.quotes([target]),
        )
    start = FIRST.text.index("صفاقس")
    marked = {"start": start, "end": start + 5, "edtf": "2018", "kind": "other", "title_ar": "حدث مضاف"}
    append_decision(engine, by=by, corpus="ملف", kind="add", target=FIRST.digest, payload=marked)
    append_decision(
        engine, by=by, corpus="ملف", kind="article_date", target=FIRST.digest, payload={"edtf": "2019-04-05"}
    )
    add_articles(engine, "ملف", [(NEWER, "")], by=by)
    at = page("event_list", lang="ar", corpus="ملف")
    assert not at.exception
    assert "زيارة عمل" in texts(at)
    assert "حدث مضاف" in texts(at)
    assert len(decisions(engine, corpus="ملف")) == 4
    engine.dispose()


def test_a_private_corpus_is_to_others_as_one_that_is_not_there(as_somebody, monkeypatch, tmp_path) -> None:
    rights = tmp_path / "rights.toml"
    rights.write_text('folder = "public"\n', encoding="utf-8")
    monkeypatch.setenv("TASALSUL_RIGHTS", str(rights))
    engine = open_database()
    for name, visibility in (("سري", "private"), ("فريق", "team"), ("عام", "public")):
        save_corpus(engine, name, [FIRST], by=MONA, visibility=visibility)  # type: ignore[arg-type]
    as_somebody()
    assert [who.may_read(name) for name in ("سري", "فريق", "عام", "لا شيء", "")] == [False, False, True, False, True]
    for name in ("سري", "فريق", "لا شيء"):
        at = page(lang="en", corpus=name)
        assert "Articles of" not in texts(at)
        assert name in texts(at)  # as what the link asked for in vain
        assert "سالم" not in texts(at)
    at = page(lang="en", corpus="عام")
    assert "Articles of" in texts(at)
    assert not [button for button in at.button if str(button.key).startswith("corpora.")]
    engine.dispose()


def test_nothing_is_public_unless_somebody_made_it_so(as_somebody) -> None:
    as_somebody()
    for view in ("timeline", "event_list", "article", "compare", "own"):
        at = page(view, lang="en", corpus="both")
        assert "not open to the public" in texts(at)
    at = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=SECONDS).run()
    assert "not open to the public" in texts(at) or "ليست متاحة للعموم" in texts(at)


def test_a_reader_writes_by_no_route(as_somebody, monkeypatch, tmp_path) -> None:
    rights = tmp_path / "rights.toml"
    rights.write_text('folder = "public"\n[roles]\nreader = ["r@paper.example"]\n', encoding="utf-8")
    monkeypatch.setenv("TASALSUL_RIGHTS", str(rights))
    as_somebody(email="r@paper.example", email_verified=True)
    assert who.person() == Person("r@paper.example", "reader")
    engine = open_database()
    save_corpus(engine, "عام", [FIRST], by=MONA, visibility="public")
    at = with_own(page(lang="en", corpus="عام", role="admin", person="منى"), NEWER)
    assert "corpora.save" not in [button.key for button in at.button]
    for key, value in {"person": MONA, "role": "admin", "who": MONA, "corpora.where": "عام"}.items():
        at.session_state[key] = value
    at.run()
    assert not at.exception
    monkeypatch.setattr(corpora_page, "_refusal", lambda by: "")
    at.run()
    at.button(key="corpora.save").click().run()
    assert not at.exception
    assert "not among your rights" in texts(at)
    assert [one.article for one in kept_articles(engine, "عام", by=NOBODY)] == [FIRST]
    assert decisions(engine) == []
    engine.dispose()
