"""Every view opens in both languages, alone and through the dashboard, whatever the address says."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.components import choices_of, told_to
from ui.reader import CHOICES
from ui.theme import tokens
from ui.views import VIEWS

ROOT = Path(__file__).parents[2]
DASHBOARD = str(ROOT / "dashboard.py")
SECONDS = 60
ARTICLE = next(view for view in VIEWS if view.SLUG == "article")
NONSENSE = {
    "lang": "tlh",
    "from": "yesterday",
    "to": "2019-99",
    "kind": "party",
    "event": "nothing",
    "article": "../../etc/passwd",
    "zoom": "a/b",
    "lanes": "<script>",
    "months": "13",
    "status": "",
    "unheard-of": "x",
}


@pytest.fixture(autouse=True)
def _sample_articles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TASALSUL_ARTICLES", raising=False)


def opened(view, **query: str) -> AppTest:
    app = AppTest.from_file(str(Path(view.__file__)), default_timeout=SECONDS)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def written(app: AppTest) -> str:
    return "\n".join(block.proto.body for block in app.get("html"))


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.SLUG)
@pytest.mark.parametrize("lang", CHOICES["lang"])
def test_a_view_opens_alone(view, lang: str) -> None:
    app = opened(view, lang=lang)
    assert not app.exception
    assert written(app)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.SLUG)
@pytest.mark.parametrize("lang", CHOICES["lang"])
def test_a_view_opens_through_the_dashboard(view, lang: str) -> None:
    app = AppTest.from_file(DASHBOARD, default_timeout=SECONDS)
    app.query_params["lang"] = lang
    app.run()
    app.switch_page(str(Path(view.__file__).relative_to(ROOT))).run()
    assert not app.exception


@pytest.mark.parametrize("view", VIEWS[:3], ids=lambda view: view.SLUG)
def test_nonsense_in_the_address_is_said_and_left_out(view) -> None:
    app = opened(view, **NONSENSE)
    assert not app.exception
    notice = next(block.proto.body for block in app.get("html") if 'class="notices"' in block.proto.body)
    for name in ("lang", "from", "to", "kind", "event", "zoom", "lanes", "months"):
        assert name in notice
    assert "<script>" not in notice


def test_the_filters_show_what_the_address_chooses() -> None:
    app = opened(VIEWS[1], kind="meeting", q="كيم")
    told = told_to(app, "tasalsul_filters")
    assert told["chosen"] == {"kind": ["meeting"], "q": ["كيم"]}
    assert told["events"]["hits"]["q"] == "كيم"
    assert set(choices_of(app, "kind")) >= {"meeting", "visit"}


@pytest.mark.parametrize("at", ["0-0", "9-3", "0-99999999", "-1-4", "<script>"])
def test_words_that_are_not_in_the_article_are_said_and_left_out(at: str) -> None:
    app = opened(ARTICLE, article="004_10a721397ed44414.txt", at=at)
    assert not app.exception
    assert 'class="notices"' in written(app)
    assert 'id="at"' not in written(app)


def test_words_in_the_address_are_shown() -> None:
    app = opened(ARTICLE, article="004_10a721397ed44414.txt", at="0-78")
    assert 'id="at"' in written(app)
    assert 'class="notices"' not in written(app)


def test_a_name_of_a_file_and_its_words_stay_text(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TASALSUL_ARTICLES", str(tmp_path))
    name = "<script>alert(1)<script>.txt"
    (tmp_path / name).write_text(
        "قال الوزير يوم الأربعاء إن المصنع افتُتح في أبريل 2019 <img src=x onerror=alert(1)>.", "utf-8"
    )
    for lang in CHOICES["lang"]:
        app = opened(ARTICLE, article=name, lang=lang)
        assert not app.exception
        page = next(block.proto.body for block in app.get("html") if "source-page" in block.proto.body)
        assert "<script" not in page
        assert "<img" not in page
        assert "&lt;img" in page


def test_nothing_found_says_which_choice_to_loosen() -> None:
    app = opened(VIEWS[0], q="qqq", lang="en")
    assert told_to(app, "tasalsul_filters")["events"]["hits"]["events"] == []
    assert not app.exception
    assert "No events with these choices" in written(app)
    assert "qqq" in written(app)


def test_an_event_is_found_by_any_of_its_mentions() -> None:
    import pipeline

    articles, _ = pipeline.read_articles([ROOT / "seeds"])
    events = pipeline.build_timeline(articles).events
    row = next(row for row in events.to_dict("records") if len(row["mentions"]) > 1)
    for mention in row["mentions"]:
        app = opened(VIEWS[0], event=mention)
        assert f"event={row['event_id']}" in written(app)


def test_an_empty_folder_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TASALSUL_ARTICLES", str(tmp_path))
    for view in VIEWS:
        app = opened(view)
        assert not app.exception
    assert "TASALSUL_ARTICLES" in written(opened(VIEWS[0]))


def test_an_unreadable_file_is_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TASALSUL_ARTICLES", str(tmp_path))
    (tmp_path / "good.txt").write_text("القاهرة، 5 مايو 2021\nالتقى الرئيس الوزير يوم الأربعاء في القاهرة.", "utf-8")
    (tmp_path / "bad.txt").write_bytes(b"")
    app = opened(VIEWS[1])
    assert not app.exception
    assert "bad.txt" in written(app)


def test_streamlit_is_told_the_colours_of_the_tokens() -> None:
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    names = {
        "primaryColor": "act",
        "backgroundColor": "paper",
        "secondaryBackgroundColor": "ground",
        "textColor": "ink",
        "linkColor": "act",
        "borderColor": "edge",
        "redColor": "denied",
        "orangeColor": "alleged",
        "yellowColor": "pen",
        "greenColor": "agree",
        "blueColor": "act",
        "grayColor": "ink-3",
    }
    colours = tokens("light")
    assert {name: theme[name] for name in names} == {name: colours[token] for name, token in names.items()}


def test_every_font_face_is_shipped() -> None:
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    for face in theme["fontFaces"]:
        assert (ROOT / face["url"].removeprefix("app/")).is_file()
    assert {face["family"] for face in theme["fontFaces"]} == {"IBM Plex Sans Arabic", "Noto Naskh Arabic"}
    assert len(list((ROOT / "static" / "fonts").glob("OFL-*.txt"))) == 2
