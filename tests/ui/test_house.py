"""The house style in the dashboard: what is shown and handed over follows it, the articles' own words do not."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ui.house import house, usual_reader
from ui.reader import Reader, reader_from_query, reader_to_query
from ui.views import article, event_list

SECONDS = 60
PROFILE = 'months = "levant"\ndigits = "arab"\n[month_names]\n5 = "نوار"\n[names]\n"سرغي لافروف" = ["سيرغي لافروف"]\n'


@pytest.fixture
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    text = "القاهرة، 5 مايو 2021\n\nالتقى الوزير سيرغي لافروف الوفد أمس الثلاثاء في القاهرة.\n"
    (folder / "a.txt").write_text(text, encoding="utf-8")
    file = tmp_path / "house.toml"
    file.write_text(PROFILE, encoding="utf-8")
    monkeypatch.setenv("TASALSUL_ARTICLES", str(folder))
    monkeypatch.setenv("TASALSUL_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("TASALSUL_STYLE", str(file))
    return file


def shown(view, **query: str) -> str:
    app = AppTest.from_file(str(Path(view.__file__)), default_timeout=SECONDS)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return "\n".join(block.proto.body for block in app.get("html"))


def test_labels_dates_and_digits_follow_the_house(profile: Path) -> None:
    page = shown(event_list)
    assert "سرغي لافروف" in page
    assert "نوار ٢٠٢١" in page
    assert "نوار 2021" in shown(event_list, digits="latn")
    assert "مايو ٢٠٢١" in shown(event_list, months="egypt")


def test_the_articles_own_words_stay(profile: Path) -> None:
    assert "سيرغي لافروف" in shown(article)


def test_a_faulty_profile_is_named_and_the_rest_goes_on(profile: Path) -> None:
    profile.write_text('months = "cairo"', encoding="utf-8")
    page = shown(event_list)
    assert "house.toml" in page
    assert "مايو 2021" in page


def test_a_profile_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TASALSUL_STYLE", "/nowhere/house.toml")
    (problem,) = house().problems
    assert problem.name == "house.toml"
    assert usual_reader() == Reader()


def test_the_address_names_what_differs_from_the_house(profile: Path) -> None:
    usual = usual_reader()
    assert (usual.months, usual.digits) == ("levant", "arab")
    reader = Reader(digits="arab")
    assert reader_to_query(reader, usual) == {"months": ["egypt"]}
    assert reader_from_query(reader_to_query(reader, usual), usual)[0] == reader
