"""A visitor's own articles: what is read, what is left out and why, and who sees them."""

from __future__ import annotations

import io
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.components import choices_of
from ui import own_articles
from ui.own_articles import MEGABYTE, OwnArticles, add_pasted, is_address, last_day_of, read_files, written_date
from ui.own_page import refusal_line, said_limits
from ui.reader import CHOICES, Reader
from ui.strings import messages
from ui.views import VIEWS, compare, event_list, own, timeline

ROOT = Path(__file__).parents[2]
SECONDS = 60
NEWS = "القاهرة، 5 مايو 2021\nالتقى الرئيس عبد الفتاح السيسي الوزير سيرغي لافروف أمس الثلاثاء في القاهرة."
OTHER = "موسكو، 6 مايو 2021\nزار الرئيس عبد الفتاح السيسي موسكو في 12 أبريل 2019."
NOBODY: frozenset[str] = frozenset()


def zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def read(*files: tuple[str, bytes], start: OwnArticles | None = None, taken: Any = NOBODY) -> Any:
    return read_files(start or OwnArticles(), files, taken)


def test_one_bad_file_names_itself_and_the_rest_go_on() -> None:
    mine, refused, added = read(
        ("a.txt", NEWS.encode()),
        ("empty.txt", b""),
        ("page.html", f"<html><body><article><p>{OTHER}</p></article></body></html>".encode()),
        ("broken.pdf", b"%PDF-1.4 nothing"),
        ("english.txt", b"The president met the minister on Tuesday and they will meet again next month."),
    )
    assert [article.name for article in mine.articles] == ["a.txt", "page.html"]
    assert added == 2
    assert [refusal.name for refusal in refused] == ["empty.txt", "broken.pdf", "english.txt"]
    for lang in CHOICES["lang"]:
        for refusal in refused:
            line = refusal_line(refusal, Reader(lang=lang))
            assert refusal.name in line
            assert line.count("\n") == 0


def test_an_archive_gives_its_articles() -> None:
    mine, refused, _ = read(("all.zip", zipped({"one/a.txt": NEWS.encode(), "b.txt": OTHER.encode(), "c.txt": b""})))
    assert sorted(article.name for article in mine.articles) == ["b.txt", "one/a.txt"]
    assert [refusal.name for refusal in refused] == ["c.txt"]


def test_progress_names_the_file_that_comes_next() -> None:
    said: list[tuple[int, int, str]] = []
    read_files(OwnArticles(), [("a.txt", NEWS.encode()), ("b.txt", b"")], NOBODY, lambda *now: said.append(now))
    assert said == [(0, 2, "a.txt"), (1, 2, "b.txt")]


def test_a_file_above_the_limit_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_articles, "MAX_FILE_BYTES", 50)
    monkeypatch.setattr(own_articles, "read_upload", lambda *_: pytest.fail("opened"))
    assert read(("a.txt", NEWS.encode()))[1][0].key == "file_too_large"


def test_a_zip_bomb_is_not_opened() -> None:
    bomb = zipped({f"{n}.txt": b"\0" * (5 * MEGABYTE) for n in range(9)})
    assert len(bomb) < own_articles.MAX_FILE_BYTES
    mine, refused, added = read(("bomb.zip", bomb), ("a.txt", NEWS.encode()))
    assert [(refusal.name, refusal.key) for refusal in refused] == [("bomb.zip", "unpacks_too_large")]
    assert added == len(mine.articles) == 1


def test_a_document_that_lies_about_its_size_is_bounded_too() -> None:
    assert read(("a.docx", zipped({"word/document.xml": b"\0" * (45 * MEGABYTE)})))[1][0].key == "unpacks_too_large"


@pytest.mark.parametrize(
    ("limit", "value", "key"),
    [
        ("MAX_ARTICLES", 1, "too_many"),
        ("MAX_CHARACTERS", len(NEWS), "too_much"),
        ("MAX_FILES_AT_ONCE", 1, "too_many_files"),
        ("MAX_BYTES_AT_ONCE", len(NEWS.encode()), "too_many_files"),
    ],
)
def test_what_is_beyond_a_limit_is_left_out_and_said(
    monkeypatch: pytest.MonkeyPatch, limit: str, value: int, key: str
) -> None:
    monkeypatch.setattr(own_articles, limit, value)
    mine, refused, _ = read(("a.txt", NEWS.encode()), ("b.txt", OTHER.encode()))
    assert [article.name for article in mine.articles] == ["a.txt"]
    assert [(refusal.name, refusal.key) for refusal in refused] == [("b.txt", key)]


def test_the_same_text_comes_in_once_and_a_name_is_never_shared() -> None:
    mine, refused, _ = read(("a.txt", NEWS.encode()), ("b.txt", NEWS.encode()), ("a.txt", OTHER.encode()))
    assert [article.name for article in mine.articles] == ["a.txt", "a.txt (2)"]
    assert [(refusal.name, refusal.key) for refusal in refused] == [("b.txt", "known_already")]
    assert read(("s.txt", NEWS.encode()), taken={"s.txt"})[0].articles[0].name == "s.txt (2)"


def test_an_article_can_be_taken_out_again() -> None:
    mine, _, _ = read(("a.txt", NEWS.encode()))
    mine, _ = add_pasted(mine, OTHER, NOBODY, written="2021-05-06")
    assert mine.dates
    without = mine.without(mine.articles[1].name)
    assert [article.name for article in without.articles] == ["a.txt"]
    assert not without.dates
    assert without.key != mine.key


def test_a_pasted_text_carries_what_its_owner_knows() -> None:
    mine, refusal = add_pasted(
        OwnArticles(), OTHER, NOBODY, outlet=" صحيفة  الغد ", url="https://x.test/1", written="٢٠٢١-٠٥"
    )
    assert refusal is None
    article = mine.articles[0]
    assert (article.page.outlet, article.page.url) == ("صحيفة الغد", "https://x.test/1")
    assert mine.dates == {article.name: "2021-05"}


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({"text": " \n"}, "nothing_pasted"),
        ({"text": "x" * (own_articles.MAX_PASTED + 1)}, "too_long"),
        ({"text": OTHER, "url": "javascript:alert(1)"}, "no_address"),
        ({"text": OTHER, "written": "yesterday"}, "no_date"),
        ({"text": OTHER, "written": "2021-02-30"}, "no_date"),
        ({"text": "The president met the minister on Tuesday."}, own_articles.SAYS),
    ],
)
def test_a_pasted_text_is_refused_in_one_line(given: dict[str, str], key: str) -> None:
    mine, refusal = add_pasted(OwnArticles(), taken=NOBODY, **given)
    assert refusal is not None
    assert (mine.articles, refusal.key) == ((), key)
    for lang in CHOICES["lang"]:
        assert "{" not in refusal_line(refusal, Reader(lang=lang))


def test_every_refusal_has_its_words() -> None:
    keys = {"file_too_large", "unpacks_too_large", "known_already", "too_many", "too_much", "too_many_files"}
    keys |= {"nothing_pasted", "too_long", "no_address", "no_date", "file_type"}
    assert keys == {key.rsplit(".", 1)[1] for key in messages("ar") if key.startswith("own.refused.")} - {"pasted"}


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [("2021-05-06", "2021-05-06"), ("2021/5/6", ""), ("2021/05/06", "2021-05-06"), ("٢٠٢١", "2021"), (" ", "")],
)
def test_a_date_is_read_as_readers_type_it(typed: str, edtf: str) -> None:
    if typed == "2021/5/6":
        with pytest.raises(ValueError, match="not a date"):
            written_date(typed)
    else:
        assert written_date(typed) == edtf


def test_the_day_of_collection_has_an_end() -> None:
    assert last_day_of("2021-05") == "2021-05"
    with pytest.raises(ValueError, match="no last day"):
        last_day_of("-0043")


@pytest.mark.parametrize(
    ("url", "is_one"),
    [("https://x.test/a", True), ("HTTP://x.test", True), ("javascript:alert(1)", False), ("https://", False),
     ("x.test", False), ("https://x .test", False), ("data:text/html,x", False), ("", False)],
)  # fmt: skip
def test_an_address_is_that_of_a_page(url: str, is_one: bool) -> None:
    assert is_address(url) == is_one


def test_the_limits_are_said_and_are_those_of_the_server() -> None:
    server = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["server"]
    assert server["maxUploadSize"] * MEGABYTE == own_articles.MAX_FILE_BYTES
    for lang in CHOICES["lang"]:
        said = said_limits(Reader(lang=lang))
        for limit in ("10", "50", "200", "3,000,000", "TXT", "ZIP"):
            assert limit in said
    # "four times that unpacked" stands in words.
    assert own_articles.MAX_UNPACKED_BYTES == 4 * own_articles.MAX_FILE_BYTES


# --- in the dashboard -------------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _sample_articles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TASALSUL_ARTICLES", raising=False)


def opened(view: Any, visit: dict[str, Any] | None = None, **query: str) -> AppTest:
    app = AppTest.from_file(str(Path(view.__file__)), default_timeout=SECONDS)
    for name, value in (visit or {}).items():
        app.session_state[name] = value
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def written(app: AppTest) -> str:
    return "\n".join(block.proto.body for block in app.get("html"))


def pasted(text: str, lang: str = "en", **facts: str) -> AppTest:
    app = opened(own, lang=lang)
    app.text_area(key="own.text").set_value(text)
    for name, value in facts.items():
        app.text_input(key=f"own.{name}").set_value(value)
    next(button for button in app.button if button.proto.is_form_submitter).click()
    return app.run()


def sources_of(app: AppTest) -> str:
    """The sources that the filters offer."""
    return "\n".join(choices_of(app, "article").values())


def test_a_pasted_text_is_shown_in_every_view_of_its_visit_and_in_no_other() -> None:
    app = pasted(NEWS, outlet="صحيفة الغد", written="2021-05-05")
    assert not app.exception
    assert app.query_params["corpus"] == "mine"
    assert "One article added" in written(app)
    assert not app.text_area(key="own.text").value
    visit = {"visit.own": app.session_state["visit.own"]}
    for view in VIEWS:
        here = opened(view, visit, corpus="mine", lang="en")
        assert not here.exception
        assert 'class="notices"' not in written(here)
    assert "صحيفة الغد" in sources_of(opened(event_list, visit, corpus="mine"))
    assert "صحيفة الغد" in sources_of(opened(event_list, visit, corpus="both"))
    assert "صحيفة الغد" not in sources_of(opened(event_list, visit))
    stranger = opened(event_list, corpus="both", lang="en")
    assert "صحيفة الغد" not in sources_of(stranger)


def test_a_link_to_an_event_of_another_visit_says_what_is_not_here() -> None:
    for view in (timeline, event_list, compare):
        app = opened(view, corpus="mine", event="abcdef0123456789", article="abc", lang="en")
        assert not app.exception
        notice = next(block.proto.body for block in app.get("html") if 'class="notices"' in block.proto.body)
        assert "are not here" in notice
        assert "abcdef" not in notice
    nonsense = opened(event_list, corpus="everything", lang="en")
    assert "corpus" in written(nonsense)


def test_a_refused_text_stays_in_its_field() -> None:
    app = pasted("The president met the minister on Tuesday.", lang="ar")
    assert "ليس بالعربية" in written(app)
    assert app.text_area(key="own.text").value


def test_an_article_is_removed_and_the_samples_come_back() -> None:
    app = pasted(NEWS)
    next(button for button in app.button if button.key and button.key.startswith("own.remove")).click()
    app.run()
    assert not app.exception
    assert not app.session_state["visit.own"].articles
    assert "corpus" not in app.query_params


def test_the_day_of_collection_bounds_the_dates() -> None:
    app = pasted("قال الوزير إن الرئيس زار القاهرة يوم الأربعاء 14 سبتمبر 2022.")
    app.text_input(key="own.collected").set_value("soon").run()
    assert "not a date that is understood" in written(app)
    app.text_input(key="own.collected").set_value("2022-12-31").run()
    assert not app.exception
    assert app.session_state["visit.own"].collected == "2022-12-31"
    assert "not a date that is understood" not in written(app)
