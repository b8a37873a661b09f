"""The page in one file: what stands in it, how large it is, that nothing in it can be markup."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

import pipeline
from benchmarks.synthetic import synthetic_corpus
from classroom.story import Story
from exports import offline_page
from exports.chronicle import Chronicle, chronicle_of
from exports.offline_page import Form
from pipeline.__main__ import main
from pipeline.reading import read_articles
from tests.ui.hostile_articles import HOSTILE
from ui.chronicle_corpus import ChronicleCorpus
from ui.joined_modules import modules_as_one
from ui.offline import Wish, excerpt, offline_chronicle, offline_html, page_of, round_below
from ui.reader import Reader

ROOT = Path(__file__).parents[2]
_DATA = re.compile(r'<script type="([\w/]+)" id="data">(.*?)</script>', re.DOTALL)


@cache
def samples() -> Chronicle:
    return chronicle_of(pipeline.build_timeline(read_articles([str(ROOT / "seeds")])[0]))


def data_of(file: bytes) -> dict[str, object]:
    found = _DATA.search(file.decode())
    assert found
    kind, text = found.groups()
    told: dict[str, object] = json.loads(text if kind == "application/json" else unpacked(text))
    return told


def unpacked(text: str) -> bytes:
    return zlib.decompress(base64.b64decode(text, validate=True))


@pytest.mark.parametrize(("form", "most"), [("full", 6_000_000), ("light", 500_000), ("embed", 6_000_000)])
def test_the_sample_articles_fit(form: Form, most: int) -> None:
    assert len(offline_chronicle(samples(), Reader(), form)) < most


@pytest.mark.parametrize(("form", "taken"), [("full", range(10_000, 10_001)), ("light", range(1_000, 2_001))])
def test_ten_thousand_events_stay_below_the_size(form: Form, taken: range) -> None:
    corpus = synthetic_corpus(10_000)
    file = offline_html(corpus.events, corpus, Reader(), Wish(form))
    assert len(file) <= offline_page.FORMS[form].BYTES
    told = data_of(file)
    assert len(told["events"]) in taken
    assert told["of"] == (0 if len(told["events"]) == 10_000 else 10_000)
    least = min(event["importance"] for event in told["events"] if "importance" in event)
    dated = corpus.events[corpus.events["earliest"].notna()]
    left_out = dated[~dated["event_id"].isin([event["id"] for event in told["events"]])]
    assert left_out["importance"].max() <= least or left_out.empty
    assert told["languages"]["ar"]["first"]


def test_a_story_is_not_left_out_of_a_page_that_is_full() -> None:
    corpus = synthetic_corpus(3_000)
    least = tuple(corpus.events.nsmallest(5, "importance")["event_id"])
    file = offline_html(corpus.events, corpus, Reader(), Wish("light", story=Story("s", least, {})))
    told = data_of(file)
    assert len(told["events"]) < 3_000
    assert [event["id"] for event in told["languages"]["ar"]["class"]["events"]] == [*least]


def test_what_is_packed_is_the_same_data(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = offline_chronicle(samples(), Reader(), "light")
    tight = replace(offline_page.FORMS["light"], BYTES=len(plain) - 1)
    monkeypatch.setitem(offline_page.FORMS, "light", tight)
    packed = offline_chronicle(samples(), Reader(), "light")
    assert len(packed) < len(plain)
    assert b'type="text/plain" id="data"' in packed
    assert data_of(packed) == data_of(plain)


def test_more_than_a_page_takes_is_refused_with_a_number_that_it_takes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    room = len(offline_chronicle(samples(), Reader(), "light")) - 80_000  # a quarter of what the data need
    monkeypatch.setitem(offline_page.FORMS, "light", replace(offline_page.FORMS["light"], BYTES=room))
    file = tmp_path / "x.light.html"
    wanted = ["events", str(ROOT / "seeds"), "-o", str(file)]
    assert main(wanted) == 2
    said = re.search(r"takes (\d+) of these (\d+) events; .*--most \1\n", capsys.readouterr().err)
    assert said
    assert not file.exists()
    assert main([*wanted, "--most", said[1]]) == 0
    assert len(data_of(file.read_bytes())["events"]) == int(said[1])
    many = replace(offline_page.FORMS["full"], MOST=7)
    monkeypatch.setattr("pipeline.__main__.format_named", lambda name: many)
    assert main(["events", str(ROOT / "seeds"), "-o", str(tmp_path / "x.html")]) == 2
    assert "takes 7 events" in capsys.readouterr().err


@pytest.mark.parametrize(("amount", "below"), [(7.9, 7), (99.9, 99), (123.4, 120), (18_765.0, 18_000), (0.4, 0)])
def test_numbers_to_choose_are_round(amount: float, below: int) -> None:
    assert round_below(amount) == below


def test_the_same_file_every_time() -> None:
    assert offline_chronicle(samples(), Reader()) == offline_chronicle(samples(), Reader())


def test_only_the_whole_page_has_typefaces_and_articles() -> None:
    full, light = (offline_chronicle(samples(), Reader(), form) for form in ("full", "light"))
    assert b"font/woff2" in full
    assert b"font/woff2" not in light
    assert all("text" in article for article in data_of(full)["articles"])
    assert not any("text" in article for article in data_of(light)["articles"])


def test_every_event_keeps_its_precision_status_and_sentences() -> None:
    chronicle = samples()
    told = {event["id"]: event for event in data_of(offline_chronicle(chronicle, Reader(), "light"))["events"]}
    assert set(told) == {row["event_id"] for row in chronicle.events}
    for row in chronicle.events:
        event = told[row["event_id"]]
        assert (event["edtf"], event.get("status", "happened")) == (row["edtf"], row["status"])
        assert (event.get("from"), event.get("to", event.get("from"))) == (row["earliest"], row["latest"])
        quotes = {" ".join(source["quote"].split()) for source in event["sources"]}
        assert quotes == {source.quote for source in chronicle.sources(row["event_id"])}


def test_marked_words_are_those_that_date_the_event() -> None:
    chronicle = samples()
    dating = {timex["surface"] for rows in chronicle.timexes.values() for timex in rows}
    marks = [
        source["quote"][start:end]
        for event in data_of(offline_chronicle(chronicle, Reader()))["events"]
        for source in event["sources"]
        for start, end in source["marks"]
    ]
    assert marks
    assert set(marks) <= dating


def test_no_more_words_leave_the_house_than_may() -> None:
    file = data_of(offline_chronicle(replace(samples(), excerpt=5), Reader()))
    assert all(len(source["quote"].split()) <= 5 for event in file["events"] for source in event["sources"])
    assert not any("text" in article for article in file["articles"])


@pytest.mark.parametrize(
    ("words", "shown"), [(0, "one  two three"), (2, "one  two\u2026"), (3, "one  two three"), (9, "one  two three")]
)
def test_an_excerpt_is_a_beginning(words: int, shown: str) -> None:
    assert excerpt("one  two three", words) == shown


def test_pupils_are_not_shown_what_teachers_are_told() -> None:
    languages = data_of(offline_chronicle(samples(), Reader()))["languages"]
    assert {event["note"] for own in languages.values() for event in own["class"]["events"]} == {""}


def test_a_story_has_its_title_its_order_and_its_captions() -> None:
    chronicle = samples()
    last, first = chronicle.events[5]["event_id"], chronicle.events[1]["event_id"]
    corpus = ChronicleCorpus(chronicle)
    story = Story("</title><b>", (last, first), {first: "<i>caption"})
    file = offline_html(corpus.events, corpus, Reader(), Wish(title=story.title, story=story))
    told = data_of(file)["languages"]["ar"]["class"]
    assert [event["id"] for event in told["events"]] == [last, first]
    assert told["events"][1]["caption"] == "<i>caption"
    assert b"<title>&lt;/title&gt;&lt;b&gt;</title>" in file


def test_no_word_of_an_article_is_markup() -> None:
    hostile = "".join(HOSTILE) + "\x00"
    chronicle = samples()
    events = [row | {"title_ar": hostile, "title_en": hostile, "actors": [hostile]} for row in chronicle.events]
    texts = dict.fromkeys(chronicle.texts, hostile * 40)
    file = offline_chronicle(replace(chronicle, events=events, texts=texts, title=hostile), Reader()).decode()
    assert file.count("<script") == 2
    assert file.count("</script") == 2
    assert file.count("</style") == 1
    assert file.count("</title") == 1


def test_the_policy_lets_nothing_in() -> None:
    file = offline_chronicle(samples(), Reader()).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', file)
    assert policy
    rules = dict(rule.strip().split(" ", 1) for rule in policy.group(1).split(";"))
    assert rules["default-src"] == "'none'"
    assert set(rules) == {"default-src", "script-src", "style-src", "img-src", "font-src", "base-uri", "form-action"}
    assert all(re.fullmatch(r"'sha256-[\w+/=]+'", rules[name]) for name in ("script-src", "style-src"))
    assert not re.search(r"(?:src|href)=[\"'](?!data:|#)", file.split('<script type="application/json"')[0])


def test_a_script_may_not_end_itself() -> None:
    corpus = ChronicleCorpus(samples())
    page = page_of(corpus.events, corpus, Reader(), Wish())
    with pytest.raises(ValueError, match="ends its own element"):
        offline_page.write(replace(page, script="'</SCRIPT>'"))


def test_the_modules_have_different_names() -> None:
    code = modules_as_one(ROOT / "ui" / "offline_component" / "offline.js")
    names = Counter(re.findall(r"^(?:async )?(?:const|let|var|function|class) (\w+)", code, re.MULTILINE))
    assert [name for name, count in names.items() if count > 1] == []


def test_no_typeface_is_needed_that_is_not_there() -> None:
    corpus = synthetic_corpus(30)
    page = page_of(corpus.events, corpus, Reader(lang="en"), Wish())
    assert {face.family for face in page.faces} == {"IBM Plex Sans Arabic", "Noto Naskh Arabic"}
    assert (page.language, page.direction) == ("en", "ltr")


@pytest.mark.parametrize(("suffix", "form"), [(".html", "full"), (".light.html", "light"), (".embed.html", "embed")])
def test_the_command_line_writes_it(tmp_path: Path, suffix: str, form: str) -> None:
    file = tmp_path / f"x{suffix}"
    assert main(["events", str(ROOT / "seeds"), "-o", str(file), "--language", "en", "--title", "T"]) == 0
    told = data_of(file.read_bytes())
    assert (told["form"], told["lang"], told["title"]) == (form, "en", "T")


def test_what_is_no_event_is_no_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["timexes", str(ROOT / "seeds"), "-o", str(tmp_path / "x.html")]) == 2
    assert capsys.readouterr().err.count("\n") == 1
