"""Web pages: the article and nothing else, its headline on top, and what the page itself says of its date."""

from __future__ import annotations

import hashlib
import io
import socket
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import build_timeline
from pipeline.model import Article, MetadataDate, PageFacts
from pipeline.reading import read_articles, read_bytes
from pipeline.reading.page_dates import day_of

SAMPLES = Path(__file__).parent / "reading_samples"
BODY = "قال الوزير أمس إن المحادثات التي بدأت يوم الاثنين ستستمر حتى نهاية الشهر الجاري، وإن الوفد سيعود بعدها."


def sample(name: str) -> Article:
    article, problem = read_bytes(f"{name}.html", (SAMPLES / f"{name}.html").read_bytes())
    assert problem is None
    assert article.status == "read"
    return article


def page(body: str, head: str = "") -> Article:
    html = f'<!doctype html><html lang="ar"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'
    return read_bytes("a.html", html.encode())[0]


def days(article: Article) -> list[tuple[str, str | None, bool]]:
    return [(each.source, each.day and each.day.isoformat(), each.modified) for each in article.metadata]


# name -> first line, number of lines, the last line's beginning, words that belong to the page and not to the article
LAYOUTS = {
    "portal": (
        "ميناء الساحل يستقبل أول سفينة بعد إعادة فتحه",
        7,
        "ويعمل في الميناء نحو أربعة آلاف شخص",
        ("سياسة", "واتساب", "إضراب", "خبر ممتاز", "جميع الحقوق", "قائمة", "زينة"),
    ),
    "json_ld": (
        "البرلمان يقر قانون الموازنة بعد جلسة مطولة",
        4,
        "وكان المجلس قد أرجأ التصويت مرتين",
        ("آخر الأخبار", "القطار", "مباراة", "schema", "صوت الغد"),
    ),
    "related_time": (
        "وفاة الشاعر مروان الكاتب عن سبعين عاما",
        4,
        "وسيُشيّع جثمانه يوم الجمعة المقبل",
        ("الدورة البرلمانية", "منسوب النهر", "السينما", "رحيل المخرج"),
    ),
    "url_date": (
        "إعلان نتائج الانتخابات البلدية في ثلاث محافظات",
        6,
        "وكانت الانتخابات مقررة في أكتوبر",
        ("من نحن", "نسبة المشاركة؟", "دائرتنا", "مقال أحدث"),
    ),
    "microdata": (
        "المركزي يثبت سعر الفائدة للمرة الرابعة",
        6,
        "وتوقع محللون أن يخفض البنك الفائدة",
        ("النشرة البريدية", "|---"),
    ),
    "hostile": (
        "فيضان يقطع الطريق & يعزل ثلاث قرى",
        5,
        "وقال المحافظ إن التعويضات",
        (
            "alert", "onclick", "برنامج", "قالب", "حلقة", "مخفي", "النصية", "رسم", "اختراق", "إطار", "تعليق",
            "javascript",
        ),
    ),
    "brief": ("زلزال بقوة خمس درجات يضرب الساحل", 2, "ضرب زلزال الساحل فجر اليوم.", ("عاجل",)),
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_article_and_nothing_else(name: str) -> None:
    first, count, last, outside = LAYOUTS[name]
    article = sample(name)
    lines = article.text.split("\n")
    assert lines[0] == first
    assert article.page.title == first
    assert len(lines) == count, article.text
    assert lines[-1].startswith(last)
    assert lines.count(first) == 1
    assert [word for word in outside if word in article.text] == []
    assert article.digest == hashlib.sha256(article.text.encode()).hexdigest()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "portal",
            [
                ("article:published_time", "2024-06-18", False),
                ("time", "2024-06-18", False),
                ("article:modified_time", "2024-06-20", True),
            ],
        ),
        ("json_ld", [("datePublished", "2022-12-29", False), ("dateModified", "2022-12-30", True)]),
        ("related_time", [("time", "2016-02-11", False), ("time", "2016-02-12", True)]),
        ("url_date", [("url", "2021-03-09", False)]),
        (
            "microdata",
            [
                ("datePublished", "2020-09-24", False),
                ("parsely-pub-date", "2020-09-24", False),
                ("DC.date", "2020-09-24", False),
                ("dateModified", "2020-09-25", True),
            ],
        ),
        ("hostile", [("datePublished", "2018-11-07", False)]),
        ("brief", []),
    ],
)
def test_dates_beside_the_text(name: str, expected: list[tuple[str, str | None, bool]]) -> None:
    assert days(sample(name)) == expected


def test_the_value_is_kept_as_it_stands() -> None:
    first = sample("portal").metadata[0]
    assert first == MetadataDate("article:published_time", "2024-06-18T23:40:00+03:00", date(2024, 6, 18))


def test_what_the_page_says_of_its_article() -> None:
    assert sample("portal").page == PageFacts(
        "ميناء الساحل يستقبل أول سفينة بعد إعادة فتحه",
        "بوابة الخليج الإخبارية",
        "سلمى الراوي",
        "https://www.example.com/news/harbour-opens",
    )
    assert sample("json_ld").page.author == "كريم حداد، ندى سليم"
    assert sample("json_ld").page.outlet == "صوت الغد"
    assert sample("microdata").page.author == "هاني مراد"
    assert read_bytes("a.txt", BODY.encode())[0].page == PageFacts()


@pytest.mark.parametrize(
    ("codec", "named", "keeps_meta"),
    [
        ("cp1256", "windows-1256", True),
        ("cp1256", "windows-1256", False),
        ("iso-8859-6", "iso-8859-6", False),
        ("utf-8", "utf-8", True),  # the page says windows-1256 and is not
        ("utf-8-sig", "utf-8", True),
        ("utf-16", "utf-16le", True),
        ("utf-16-be", "utf-16be", True),
    ],
)
def test_an_old_page_of_tables_in_every_encoding(codec: str, named: str, keeps_meta: bool) -> None:
    html = (SAMPLES / "old_tables.html").read_text(encoding="utf-8")
    if not keeps_meta:
        html = html.replace("windows-1256", "")
    html = html.encode(codec, "ignore").decode(codec)
    article, problem = read_bytes("a.htm", html.encode(codec))
    assert problem is None
    assert article.encoding == named
    lines = article.text.split("\n")
    assert lines[:2] == ["توقيع اتفاق المياه بين البلدين", "الأربعاء 9 تشرين الأول 2019"]
    assert len(lines) == 5
    assert "محليات" not in article.text
    assert "جميع الحقوق" not in article.text
    assert article.metadata == (MetadataDate("guess", "الأربعاء 9 تشرين الأول 2019", date(2019, 10, 9)),)


def test_a_damaged_page_is_read_in_part() -> None:
    html = (SAMPLES / "portal.html").read_bytes().replace("القادمة".encode(), b"\xd8")
    article, problem = read_bytes("a.html", html)
    assert article.status == "partly read"
    assert problem is not None
    assert "1 place" in problem.says
    assert article.text.startswith("ميناء الساحل")


@pytest.mark.parametrize("scripts", ["", "<script>var x = 'نص طويل في برنامج'</script>" * 3])
def test_a_page_without_an_article(scripts: str) -> None:
    html = (SAMPLES / "empty.html").read_text(encoding="utf-8").replace("</body>", f"{scripts}</body>")
    article, problem = read_bytes("empty.html", html.encode())
    assert (article.status, article.text) == ("refused", "")
    assert problem is not None
    assert problem.is_error
    assert "without an article" in problem.says


def test_offsets_count_in_the_text_of_the_article() -> None:
    article = sample("portal")
    rows = build_timeline([article]).rows("timexes")
    surfaces = [row["surface"] for row in rows]
    assert "مارس 2021" in surfaces
    assert "3 مايو 2023" in surfaces
    for row in rows:
        assert article.text[row["start"] : row["end"]] == row["surface"]


def test_a_page_in_another_language_is_left_out_without_an_error() -> None:
    html = f"<html><body><h1>A ship arrives</h1><p>{'The minister said that the ship was late on Monday. ' * 9}</p>"
    article, problem = read_bytes("a.html", html.encode())
    assert (article.status, article.language) == ("refused", "en")
    assert problem is not None
    assert not problem.is_error


# --- dates -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-06-18", "2024-06-18"),
        ("2024-06-18T23:59:59.000-08:00", "2024-06-18"),
        ("2024-06-18 10:00", "2024-06-18"),
        ("2024/6/8", "2024-06-08"),
        ("20240618T101500Z", "2024-06-18"),
        ("Tue, 18 Jun 2024 10:00:00 GMT", "2024-06-18"),
        ("الثلاثاء 18 حزيران 2024 - 10:30", "2024-06-18"),
        ("١٨ يونيو ٢٠٢٤", "2024-06-18"),
        ("2024-06", None),
        ("2024", None),
        ("2024-02-30", None),
        ("2024-13-01", None),
        ("0001-01-01T00:00:00", None),
        ("1970-01-01T00:00:00Z", None),
        ("1718668800", None),
        ("أمس", None),
        ("", None),
        ("2024-06-1" + "8" * 500, None),
    ],
)
def test_only_whole_days_and_as_they_are_written(value: str, day: str | None) -> None:
    found = day_of(value)
    assert (found.isoformat() if found else None) == day


@given(st.text(max_size=60))
def test_no_value_raises(value: str) -> None:
    day_of(value)


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://x.example/2024/06/18/slug", "2024-06-18"),
        ("https://x.example/news/20240618/slug.html", "2024-06-18"),
        ("https://x.example/2024-6-8-slug", "2024-06-08"),
        ("https://x.example/2024-6-8/slug", "2024-06-08"),
        ("https://x.example/politics/2024/6/8", "2024-06-08"),
        ("https://x.example/article/120240618", None),
        ("https://x.example/2024/13/45/slug", None),
        ("https://x.example/2024/06/slug", None),
        ("https://2024-06-18.example/slug", None),
        ("https://x.example/slug?d=/2024/06/18/", None),
    ],
)
def test_the_day_in_an_address(address: str, day: str | None) -> None:
    article = page(f"<h1>عنوان المقال الطويل هنا</h1><p>{BODY}</p>", f'<link rel="canonical" href="{address}">')
    assert article.page.url == address
    assert days(article) == ([("url", day, False)] if day else [])


def test_the_address_that_a_browser_saves() -> None:
    html = f"<!-- saved from url=(0042)https://x.example/2024/06/18/slug -->\n<html><body><p>{BODY}</p></body></html>"
    article, _ = read_bytes("-", html.encode())
    assert article.page.url == "https://x.example/2024/06/18/slug"
    assert days(article) == [("url", "2024-06-18", False)]


def test_linked_data_that_is_broken_or_about_others() -> None:
    def linked(json: str) -> Article:
        return page(
            f"<h1>عنوان المقال الطويل هنا</h1><p>{BODY}</p>", f'<script type="application/ld+json">{json}</script>'
        )

    assert days(linked('[{"@type":"NewsArticle","datePublished":"2020-05-01"},]')) == [
        ("datePublished", "2020-05-01", False)
    ]
    assert days(linked('{"@type":"NewsArticle","datePublished":"2020-05-01",,}')) == [
        ("datePublished", "2020-05-01", False)
    ]
    related = '{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","datePublished":"2020-05-01"}]}'
    assert days(linked(related)) == []
    assert days(linked('{"@type":"Organization","datePublished":"2020-05-01"}')) == []
    assert days(linked('{"@type":"NewsArticle","datePublished":["2020-05-01"],"author":7,"publisher":[[]]}')) == []
    assert days(linked("[" * 50_000)) == []
    assert days(linked('{"@type":"NewsArticle","datePublished":"2020"}')) == [("datePublished", None, False)]


def test_a_guess_only_where_nothing_else_gives_a_day() -> None:
    body = f'<div><h1>عنوان المقال الطويل هنا</h1><span class="post-date">نشر في 5 مايو 2020</span></div><p>{BODY}</p>'
    assert days(page(body)) == [("guess", "2020-05-05", False)]
    meta = '<meta property="article:published_time" content="2020-05-04">'
    assert days(page(body, meta)) == [("article:published_time", "2020-05-04", False)]
    assert days(page(f"<h1>عنوان المقال الطويل هنا</h1><p>{BODY}</p><footer class='date'>5 مايو 2020</footer>")) == []


# --- robustness ------------------------------------------------------------------------------------------------------


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    doctype = '<!DOCTYPE html SYSTEM "http://x.example/a.dtd"><?xml-stylesheet href="http://x.example/a.xsl"?>'
    html = (
        f'{doctype}<html><base href="http://x.example/"><img src="a.png"><link rel="stylesheet" href="a.css"><p>{BODY}'
    )
    assert read_bytes("a.html", html.encode())[0].status == "read"


HOSTILE = {
    "nested": "<div>" * 30_000 + BODY,
    "unclosed": f"<p>{BODY}</p>" + "<p " * 20_000,
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(30_000)) + f">{BODY}",
    "many": f"<p>{BODY}</p>" * 11_000,
    "brackets": "<" * 50_000 + BODY,
    "comment": f"<p>{BODY}</p><!--" + "-" * 50_000,
    "tables": f"<table><tr><td>{BODY}" * 150,
    "nul": f"\x00<p>{BODY}\x00</p>",
    "declared": f'<?xml version="1.0" encoding="utf-16"?><p>{BODY}</p>',
    "entity": f'<!DOCTYPE html [<!ENTITY a "{"x" * 999}"><!ENTITY b "&a;&a;&a;">]><p>&b;{BODY}</p>',
    "charset": f'<meta charset="rot13"><meta charset="\x01"><p>{BODY}</p>',
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", HOSTILE)
def test_a_strange_page_is_read_or_refused_in_one_line(name: str) -> None:
    article, problem = read_bytes("a.html", f"<html>{HOSTILE[name]}".encode())
    assert (article.status == "read") == (problem is None)
    assert problem is None or "\n" not in str(problem)
    if name != "nested":
        assert BODY in article.text.replace("\n", " ")


@given(st.binary(max_size=300))
def test_no_bytes_in_a_page_raise(data: bytes) -> None:
    article, problem = read_bytes("a.html", b"<html><body>" + data)
    article.text.encode("utf-8", "surrogatepass")
    assert (article.status == "read") == (problem is None)


def test_a_page_on_standard_input_and_one_with_a_wrong_name(tmp_path: Path) -> None:
    html = (SAMPLES / "portal.html").read_bytes()
    (article,), problems = read_articles(["-"], stdin=io.BytesIO(html))
    assert problems == []
    assert article.text == sample("portal").text
    (tmp_path / "a.txt").write_bytes(html)
    assert read_articles([tmp_path])[0][0].text == article.text


def test_pages_are_read_the_same_every_time_and_in_another_process() -> None:
    code = (
        "import sys, hashlib; from pipeline.reading import read_articles;"
        "print([(a.name, a.digest, a.metadata) for a in read_articles(sys.argv[1:])[0]])"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code, str(SAMPLES)],
            cwd=Path(__file__).parents[2],
            env={"PYTHONHASHSEED": seed, "PATH": "/usr/bin", "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


@pytest.mark.parametrize("library", ["trafilatura", "lxml", "docx", "pypdfium2", "charset_normalizer"])
def test_reading_a_text_file_imports_no_reader_of_other_formats(library: str) -> None:
    code = f"import sys; from pipeline.reading import read_bytes; read_bytes('a.txt', {BODY!r}.encode())"
    code += f"; sys.exit({library!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=False).returncode == 0
