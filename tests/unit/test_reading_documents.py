"""Word documents, PDF files and archives: their text in reading order, and one line for each that cannot be read."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement

from pipeline import build_timeline
from pipeline.reading import archive, files, pdf, read_articles, read_bytes, read_upload, word

SAMPLES = Path(__file__).parent / "reading_samples"
BODY = "قال الوزير أمس إن المحادثات التي بدأت يوم الاثنين ستستمر حتى نهاية الشهر الجاري."


def zipped(members: dict[str, bytes | str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return data.getvalue()


def saved(document: docx.document.Document) -> bytes:
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


# --- Word ------------------------------------------------------------------------------------------------------------


def test_a_word_document_in_its_order() -> None:
    document = docx.Document()
    document.add_heading("عنوان المقال")
    document.add_paragraph("في 5 مايو 2020 ").add_run("افتُتح المعرض.")
    table = document.add_table(2, 2)
    for cell, text in zip(
        (c for row in table.rows for c in row.cells), ("السنة", "العدد", "2019", "1200"), strict=True
    ):
        cell.text = text
    table.cell(1, 1).add_table(1, 1).cell(0, 0).text = "جدول في جدول"
    document.add_paragraph("سطر أول\nسطر ثان\tوبعده")
    article, problem = read_bytes("a.docx", saved(document))
    assert problem is None
    assert (article.status, article.encoding, article.metadata) == ("read", "docx", ())
    assert [line for line in article.text.split("\n") if line] == [
        "عنوان المقال",
        "في 5 مايو 2020 افتُتح المعرض.",
        "السنة",
        "العدد",
        "2019",
        "1200",
        "جدول في جدول",
        "سطر أول",
        "سطر ثان\tوبعده",
    ]
    for row in build_timeline([article]).rows("timexes"):
        assert article.text[row["start"] : row["end"]] == row["surface"]


def test_links_and_insertions_are_read_and_what_was_struck_out_is_not() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("أعلن المجلس ")
    for tag, words in (("w:hyperlink", "قراره "), ("w:ins", "الجديد "), ("w:del", "القديم ")):
        around = OxmlElement(tag)
        around.append(paragraph.add_run(words)._r)
        paragraph._p.append(around)
    paragraph.add_run("أمس.")
    assert read_bytes("a.docx", saved(document))[0].text == "أعلن المجلس قراره الجديد أمس."


def test_the_dates_of_the_file_are_not_those_of_the_article() -> None:
    document = docx.Document()
    document.core_properties.title = "عنوان في الخصائص"
    document.add_paragraph(BODY)
    article, _ = read_bytes("a.docx", saved(document))
    assert (article.text, article.metadata) == (BODY, ())


def test_an_empty_word_document() -> None:
    assert "white space" in read_bytes("a.docx", saved(docx.Document()))[0].says


def bomb() -> bytes:
    inner = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    xml = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{inner}]><x>&l8;</x>'
    document = docx.Document()
    document.add_paragraph(BODY)
    with zipfile.ZipFile(io.BytesIO(saved(document))) as whole:
        return zipped({name: xml if name == "word/document.xml" else whole.read(name) for name in whole.namelist()})


def test_a_word_document_that_swells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    article, problem = read_bytes("a.docx", bomb())
    assert article.status == "refused"
    assert len(article.text) < 1000
    assert problem is not None
    monkeypatch.setattr(word, "UNPACKED_BYTES", 1000)
    document = docx.Document()
    document.add_paragraph(BODY)
    assert "unpacks to more than" in read_bytes("a.docx", saved(document))[0].says


def test_damaged_word_documents_are_one_line() -> None:
    document = docx.Document()
    document.add_paragraph(BODY)
    whole = saved(document)
    for seed in range(40):
        rng = random.Random(seed)
        data = bytearray(whole[: rng.randrange(30, len(whole))] if seed % 2 else whole)
        for _ in range(30):
            data[rng.randrange(10, len(data))] = rng.randrange(256)
        article, problem = read_bytes("a.docx", bytes(data))
        assert (article.status == "read") == (problem is None)
        assert problem is None or "\n" not in str(problem)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.docx", b"PK\x03\x04 not a document at all", "damaged Word document"),
        ("a.docx", zipped({"word/document.xml": "<broken"}), "damaged Word document"),
        ("a.docx", BODY.encode(), "not what its name says (.docx)"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "locked with a password"),
        ("a.xlsx", zipped({"xl/workbook.xml": "<x/>"}), "an Excel table"),
        ("a.odt", zipped({"content.xml": "<x/>"}), "an OpenDocument file"),
        ("a.pdf", BODY.encode(), "not what its name says (.pdf)"),
        ("a.pdf", b"%PDF-1.7\n", "damaged PDF"),
        ("a.pdf", b"%PDF-1.7\n" + random.Random(4).randbytes(4000), "damaged PDF"),
        ("a.txt", b"PK\x03\x04", "damaged ZIP archive"),
        ("a.zip", BODY.encode(), "not what its name says (.zip)"),
    ],
)
def test_what_cannot_be_read_is_one_line(name: str, data: bytes, words: str) -> None:
    article, problem = read_bytes(name, data)
    assert article.status == "refused"
    assert problem is not None
    assert problem.is_error
    assert words in problem.says
    assert "\n" not in str(problem)


# --- PDF -------------------------------------------------------------------------------------------------------------


def expected(name: str) -> str:
    """The text of a sample as a reader of the page would write it down: a line a paragraph."""
    return (SAMPLES / f"{name}.txt").read_text(encoding="utf-8").removesuffix("\n")


def test_a_pdf_in_reading_order_with_whole_paragraphs() -> None:
    article, problem = read_bytes("a.pdf", (SAMPLES / "paragraphs.pdf").read_bytes())
    assert problem is None
    assert (article.status, article.encoding) == ("read", "pdf")
    assert article.text == expected("paragraphs")
    surfaces = [row["surface"] for row in build_timeline([article]).rows("timexes")]
    assert {"18 يونيو 2024", "مارس 2021", "3 مايو 2023"} <= set(surfaces)


def test_two_columns_mixed_scripts_and_a_table() -> None:
    article, problem = read_bytes("a.pdf", (SAMPLES / "columns.pdf").read_bytes())
    assert problem is None
    assert article.text == expected("columns")


def test_a_locked_pdf() -> None:
    article, problem = read_bytes("a.pdf", (SAMPLES / "locked.pdf").read_bytes())
    assert article.status == "refused"
    assert problem is not None
    assert "locked with a password" in problem.says


def scan(pages: int = 1) -> bytes:
    """A PDF whose pages hold one grey dot each, as a picture."""
    kids = " ".join(f"{5 + n} 0 R" for n in range(pages))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {pages}>>",
        (
            "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>"
            "stream\n\x7f\nendstream"
        ),
        "<</Length 27>>stream\nq 99 0 0 99 0 0 cm /I Do Q \nendstream",
    ]
    objects += [
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</XObject<</I 3 0 R>>>>>>"
    ] * pages
    data, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    tail = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\n"
    return data + f"{tail}startxref\n{len(data)}\n%%EOF".encode()


def test_a_scan_is_told_from_an_empty_file() -> None:
    assert "(a scan?)" in read_bytes("a.pdf", scan())[0].says
    assert "without text" in read_bytes("a.pdf", scan().replace(b"/I Do", b"     "))[0].says


def test_too_many_pages_are_read_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "without text" in read_bytes("a.pdf", scan(3).replace(b"/I Do", b"     "))[0].says
    monkeypatch.setattr(pdf, "PAGES", 0)
    assert read_bytes("a.pdf", scan())[0].status == "refused"
    monkeypatch.setattr(pdf, "PAGES", 500)
    monkeypatch.setattr(pdf, "LETTERS", 300)
    article, problem = read_bytes("a.pdf", (SAMPLES / "columns.pdf").read_bytes())
    assert len(article.text) < 400
    assert problem is not None


def test_damaged_pdf_files_are_one_line() -> None:
    whole = (SAMPLES / "columns.pdf").read_bytes()
    for seed in range(60):
        rng = random.Random(seed)
        data = bytearray(whole[: rng.randrange(30, len(whole))] if seed % 3 == 0 else whole)
        for _ in range(rng.randrange(1, 60)):
            data[rng.randrange(10, len(data))] = rng.randrange(256)
        article, problem = read_bytes("a.pdf", bytes(data))
        assert (article.status == "read") == (problem is None)
        assert problem is None or "\n" not in str(problem)


def test_a_pdf_with_something_in_front() -> None:
    data = b"\r\n\r\n" + (SAMPLES / "paragraphs.pdf").read_bytes()
    assert read_bytes("a.pdf", data)[0].status == "read"


# --- archives --------------------------------------------------------------------------------------------------------


def test_an_archive_is_read_like_a_folder(tmp_path: Path) -> None:
    members: dict[str, bytes | str] = {
        "b/خبر.txt": BODY,
        "a.html": f"<html><h1>عنوان طويل هنا</h1><p>{BODY}</p></html>",
        "__MACOSX/a.html": "x",
        ".hidden.txt": "x",
        "photo.png": "x",
        "c.pdf": (SAMPLES / "paragraphs.pdf").read_bytes(),
        "../../up.txt": f"{BODY} فوق",
        "broken.pdf": b"%PDF-",
        "inner.zip": zipped({"x.txt": BODY}),
    }
    (tmp_path / "n.zip").write_bytes(zipped(members))
    articles, problems = read_articles([tmp_path / "n.zip"])
    assert [article.name for article in articles if article.status == "read"] == [
        "a.html",
        "b/خبر.txt",
        "c.pdf",
        "up.txt",
    ]
    assert [problem.name for problem in problems] == ["broken.pdf", "inner.zip"]
    assert "archive inside an archive" in problems[1].says
    in_folder, _ = read_articles([tmp_path])
    assert [article.name for article in in_folder] == [f"n.zip/{article.name}" for article in articles]
    uploaded, told = read_upload("n.zip", (tmp_path / "n.zip").read_bytes())
    assert sorted(uploaded, key=lambda article: article.name) == articles
    assert sorted(map(str, told)) == list(map(str, problems))
    assert not (tmp_path.parent / "up.txt").exists()


def test_names_that_two_archives_share_get_the_archive_in_front(tmp_path: Path) -> None:
    (tmp_path / "one.zip").write_bytes(zipped({"a.txt": BODY, "b.txt": BODY}))
    (tmp_path / "two.zip").write_bytes(zipped({"a.txt": BODY + " ثم"}))
    for paths in (("one.zip", "two.zip"), ("two.zip", "one.zip")):
        articles, problems = read_articles([tmp_path / path for path in paths])
        assert problems == []
        assert [article.name for article in articles] == ["b.txt", "one.zip/a.txt", "two.zip/a.txt"]


def test_an_upload_of_one_article() -> None:
    articles, problems = read_upload("a.txt", BODY.encode())
    assert ([article.text for article in articles], problems) == ([BODY], [])
    articles, problems = read_upload("a.zip", b"PK\x03\x04 no archive")
    assert articles == []
    assert [problem.says for problem in problems] == ["is a damaged ZIP archive; make it again"]
    assert "unpack it first" in read_bytes("a.zip", zipped({"x.txt": BODY}))[0].says


def test_an_archive_without_articles_or_with_too_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "without articles" in read_upload("a.zip", zipped({"x.png": "x"}))[1][0].says
    assert "without articles" in read_upload("a.zip", zipped({}))[1][0].says
    monkeypatch.setattr(archive, "MEMBERS", 2)
    articles, problems = read_upload("a.zip", zipped({f"{n}.txt": BODY for n in range(3)}))
    assert articles == []
    assert "more than" in problems[0].says


def test_an_archive_never_unpacks_to_more_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (BODY + "\n") * 100
    size = len(text.encode())
    monkeypatch.setattr(archive, "UNPACKED_BYTES", size + 10)
    articles, problems = read_upload("a.zip", zipped({"1.txt": text, "2.txt": text, "3.txt": BODY[:4]}))
    assert [article.status for article in articles] == ["read", "refused", "read"]
    assert "the archive unpacks to more than" in problems[0].says
    monkeypatch.setattr(archive, "UNPACKED_BYTES", 10**9)
    monkeypatch.setattr(files, "MAX_BYTES", size - 1)
    assert "is larger than" in read_upload("a.zip", zipped({"1.txt": text}))[1][0].says


def test_a_locked_or_damaged_member_stops_no_other() -> None:
    data = bytearray(zipped({"a.txt": BODY * 50, "b.txt": BODY}))
    data[60] ^= 0xFF  # inside the first member's bytes
    articles, problems = read_upload("a.zip", bytes(data))
    assert [article.status for article in articles] == ["refused", "read"]
    assert [problem.name for problem in problems] == ["a.txt"]
    locked = bytearray(zipped({"a.txt": BODY}))
    for magic, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(magic) + place] |= 1
    assert "password" in read_upload("a.zip", bytes(locked))[1][0].says


def test_random_damage_to_an_archive_never_raises() -> None:
    whole = zipped({f"{n}.txt": BODY * n for n in range(1, 9)})
    for seed in range(200):
        rng = random.Random(seed)
        data = bytearray(whole[: rng.randrange(4, len(whole))] if seed % 4 == 0 else whole)
        for _ in range(rng.randrange(1, 12)):
            data[rng.randrange(4, len(data))] = rng.randrange(256)
        articles, problems = read_upload("a.zip", bytes(data))
        assert articles or problems
        assert all("\n" not in str(problem) for problem in problems)


def test_standard_input_may_be_a_document_or_an_archive() -> None:
    document = docx.Document()
    document.add_paragraph(BODY)
    (article,), _ = read_articles(["-"], stdin=io.BytesIO(saved(document)))
    assert (article.name, article.text) == ("-", BODY)
    (article,), _ = read_articles(["-"], stdin=io.BytesIO(zipped({"a/b.txt": BODY})))
    assert (article.name, article.text) == ("-/a/b.txt", BODY)


def test_a_folder_of_everything(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(BODY)
    (tmp_path / "a.DOCX").write_bytes(saved(document))
    (tmp_path / "b.Htm").write_text(f"<html><p>{BODY}</p>", encoding="utf-8")
    (tmp_path / "c.PDF").write_bytes((SAMPLES / "paragraphs.pdf").read_bytes())
    (tmp_path / "d.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "e.doc").write_bytes(b"x")
    (tmp_path / "f.txt").write_text(BODY, encoding="utf-8")
    articles, problems = read_articles([tmp_path])
    assert [(article.name, article.status) for article in articles] == [
        ("a.DOCX", "read"),
        ("b.Htm", "read"),
        ("c.PDF", "read"),
        ("d.docx", "refused"),
        ("f.txt", "read"),
    ]
    assert [problem.name for problem in problems] == ["d.docx"]
