"""Reading: every encoding, every strange file, names that are the same whatever the order of the paths."""

from __future__ import annotations

import hashlib
import io
import os
import random
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading import files, from_text, guess_language, read_articles, read_bytes

ARABIC = (
    "قال مسؤول في وزارة الخارجية أمس إن المحادثات التي بدأت يوم الاثنين ستستمر حتى نهاية الشهر الجاري.\r\n"
    "وأضاف، في بيان، أن الوفد «سيزور العاصمة» في 12 سبتمبر 2023؛ هل يعود بعد ذلك؟\n"
)
PERSIAN = "وزیر امور خارجه ایران روز گذشته گفت که این کشور برای گفتگو با همسایگان خود آماده است و پیشنهاد تازه‌ای دارد."
URDU = "وزیر اعظم نے کل کہا ہے کہ ملک میں انتخابات اپنے وقت پر ہوں گے اور اس میں کوئی تاخیر نہیں ہوگی۔"
ENGLISH = "The minister said on Monday that the talks in the capital would go on for the rest of the month."


def test_name_text_and_digest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(ARABIC.encode())
    articles, problems = read_articles([tmp_path])
    assert problems == []
    assert [article.name for article in articles] == ["a.txt"]
    assert articles[0].text == ARABIC
    assert articles[0].digest == hashlib.sha256(ARABIC.encode()).hexdigest()
    assert (articles[0].status, articles[0].language, articles[0].encoding, articles[0].says) == (
        "read",
        "ar",
        "utf-8",
        "",
    )


@pytest.mark.parametrize(
    ("codec", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16le"),
        ("utf-16-le", "utf-16le"),
        ("utf-16-be", "utf-16be"),
        ("utf-32", "utf-32le"),
        ("cp1256", "windows-1256"),
        ("iso-8859-6", "iso-8859-6"),
        ("mac_arabic", "mac-arabic"),
        ("cp720", "cp720"),
    ],
)
@pytest.mark.parametrize(
    "text", [ARABIC, ARABIC * 400, "بيان وزارة الخارجية\n", "في مطلع العام 2019، عاد الوفد إلى بغداد"]
)
def test_every_arabic_encoding(codec: str, named: str, text: str) -> None:
    text = text.encode(codec, "ignore").decode(codec)
    article, problem = read_bytes("a", text.encode(codec))
    assert problem is None
    assert article.text == text
    if codec != "mac_arabic" or "«" in text:  # without its own signs Mac Arabic is the same bytes as ISO 8859-6
        assert article.encoding == named


def test_big_endian_marks() -> None:
    for bom, codec in ((b"\xfe\xff", "utf-16-be"), (b"\x00\x00\xfe\xff", "utf-32-be")):
        article, problem = read_bytes("a", bom + ARABIC.encode(codec))
        assert problem is None
        assert article.text == ARABIC


def test_line_ends_and_strange_signs_stay() -> None:
    text = "\u200fقال\r\nالوزير\rإن\n\nالقمة\u2028\u00a0انتهت\t\x0c."
    article, _ = read_bytes("a", b"\xef\xbb\xbf" + text.encode())
    assert article.text == text


def test_damaged_utf8_is_read_in_part() -> None:
    data = bytearray((ARABIC * 3).encode())
    data[10] = 0xFF  # the second half of a letter that begins at byte 9
    data[200] = 0xC0
    article, problem = read_bytes("a", bytes(data) + "ع".encode()[:1])
    assert article.status == "partly read"
    assert article.text.count("\ufffd") == int(article.says.split(" places")[0].split()[-1])
    assert "first at byte 9;" in article.says
    assert problem is not None
    assert problem.is_error
    assert problem.says == article.says


def test_replacement_characters_of_the_article_itself_are_not_faults() -> None:
    article, problem = read_bytes("a", (ARABIC + "\ufffd\ufffd").encode())
    assert (article.status, problem) == ("read", None)
    article, _ = read_bytes("a", (ARABIC + "\ufffd\ufffd").encode() + b"\xff")
    assert "in 1 place," in article.says


def test_utf16_cut_in_the_middle_is_read_in_part() -> None:
    article, problem = read_bytes("a", ARABIC.encode("utf-16")[:-1])
    assert article.status == "partly read"
    assert problem is not None


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \r\n\t ", "white space"),
        (b"\xef\xbb\xbf\n", "white space"),
        ("\u200f\u200b\n".encode(), "white space"),
        (b"\xff\xfe", "white space"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00", "office document"),
        (b"PK\x05\x06" + bytes(18), "ZIP archive"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        (bytes(range(256)) * 8, "not text"),
        (b"\x00" * 100, "not text"),
        (zlib.compress(ARABIC.encode() * 20), "not text"),
        (random.Random(3).randbytes(5000), "not text"),
        (ARABIC.encode() + b"\x00\x01\x02" * 50, "not text"),
    ],
)
def test_what_is_no_article(data: bytes, words: str) -> None:
    article, problem = read_bytes("a", data)
    assert article.status == "refused"
    assert problem is not None
    assert problem.is_error
    assert words in problem.says
    assert "\n" not in str(problem)


@pytest.mark.parametrize("seed", range(30))
def test_random_bytes_are_never_an_article(seed: int) -> None:
    rng = random.Random(seed)
    article, problem = read_bytes("a", rng.randbytes(rng.randrange(20, 4000)))
    assert article.status == "refused"
    assert problem is not None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ENGLISH, "en"),
        (PERSIAN, "fa"),
        (URDU, "ur"),
        ("Le ministre a dit que les pourparlers dans la capitale sont reportés à une date ultérieure.", "fr"),
        ("Министр сказал в понедельник, что переговоры продолжатся до конца месяца.", "und"),
        ("2024-05-05 12:00", "und"),
    ],
)
def test_other_languages_are_left_out_without_an_error(text: str, code: str) -> None:
    assert guess_language(text) == code
    article, problem = read_bytes("a", text.encode())
    assert (article.status, article.language) == ("refused", code)
    assert problem is not None
    assert not problem.is_error
    assert "not Arabic" in problem.says


@pytest.mark.parametrize("codec", ["cp1251", "koi8-r", "iso-8859-5", "cp1252", "cp1253", "cp1255", "iso-8859-9"])
def test_other_one_byte_encodings_are_not_taken_for_arabic(codec: str) -> None:
    text = {
        "cp1252": "L'été dernier, le président a été réélu après une année très agitée à l'étranger.",
        "cp1253": "Ο υπουργός είπε τη Δευτέρα ότι οι συνομιλίες θα συνεχιστούν μέχρι το τέλος του μήνα.",
        "cp1255": "השר אמר ביום שני כי השיחות בעיר הבירה יימשכו עד סוף החודש הנוכחי",
        "iso-8859-9": "Bakan pazartesi günü görüşmelerin ay sonuna kadar süreceğini söyledi.",
    }.get(codec, "Министр сказал в понедельник, что переговоры в столице продолжатся до конца месяца.")
    article, problem = read_bytes("a", (text * 5).encode(codec))
    assert article.status == "refused"
    assert problem is not None


@pytest.mark.parametrize(
    "text",
    [
        "أمس",
        "عاد الوفد",
        "قمة 2024",
        "علی هامش القمة العربیة قال الوزیر إن اللقاء کان مثمراً",  # typed on a Persian keyboard
        "قال تشارلز "
        + "North Atlantic Treaty Organization " * 2
        + "إن القمة التي عقدت أمس في العاصمة كانت ناجحة جدا وستعود",
        "زعيم كوريا يزور روسيا",
    ],
)
def test_arabic_in_unusual_dress_is_read(text: str) -> None:
    assert guess_language(text) == "ar"
    assert read_bytes("a", text.encode())[0].status == "read"


def test_a_single_line_below_the_limit_is_read_and_above_it_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 1024 * 1024)
    line = (ARABIC.replace("\n", " ") * 9000).encode()
    (tmp_path / "below.txt").write_bytes(line[: 1024 * 1024 - 10] + b" ")
    (tmp_path / "above.txt").write_bytes(line[: 1024 * 1024 + 10])
    articles, problems = read_articles([tmp_path])
    assert [article.status for article in articles] == ["refused", "partly read"] or [
        article.status for article in articles
    ] == ["refused", "read"]
    assert "larger than 1 MB" in problems[0].says


def test_a_device_without_end_is_refused_and_not_read_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    if not Path("/dev/zero").exists():
        pytest.skip("no such device here")
    monkeypatch.setattr(files, "MAX_BYTES", 1024 * 1024)
    articles, problems = read_articles(["/dev/zero"])
    assert articles[0].status == "refused"
    assert "larger than" in problems[0].says


# --- folders and names -----------------------------------------------------------------------------------------------


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{ARABIC} {name}", encoding="utf-8")


def names(*paths: Path | str) -> list[str]:
    return [article.name for article in read_articles(paths)[0]]


def test_folders_are_read_recursively_without_hidden_and_unknown_files(tmp_path: Path) -> None:
    make(tmp_path, "b/c.txt", "a.TXT", ".hidden.txt", ".git/x.txt", "picture.png", "b/notes.md")
    assert names(tmp_path) == ["a.TXT", "b/c.txt"]
    assert names(tmp_path / "b/notes.md", tmp_path / ".hidden.txt") == [".hidden.txt", "notes.md"]


def test_same_names_get_the_folder_in_front_whatever_the_order(tmp_path: Path) -> None:
    make(tmp_path, "one/x.txt", "two/x.txt", "two/y.txt", "three/two/x.txt")
    expected = ["one/x.txt", "two/x.txt", "y.txt"]
    assert names(tmp_path / "one", tmp_path / "two") == expected
    assert names(tmp_path / "two", tmp_path / "one") == expected
    assert names(tmp_path / "two/x.txt", tmp_path / "one/x.txt", tmp_path / "two/y.txt") == expected
    deeper = [f"{tmp_path.name}/two/x.txt", "three/two/x.txt"]
    assert names(tmp_path / "two/x.txt", tmp_path / "three/two/x.txt") == sorted(deeper)


def test_a_file_reached_twice_is_read_once(tmp_path: Path) -> None:
    make(tmp_path, "b/x.txt")
    assert names(tmp_path, tmp_path / "b", tmp_path / "b/x.txt", f"{tmp_path}/b/../b/x.txt") == ["b/x.txt"]


def test_every_order_of_paths_gives_the_same(tmp_path: Path) -> None:
    make(tmp_path, "a/x.txt", "b/x.txt", "b/a/x.txt", "c.txt")
    paths = [tmp_path / "a", tmp_path / "b", tmp_path / "c.txt", tmp_path / "missing", tmp_path / "b/a"]
    first = read_articles(paths)
    for seed in range(8):
        random.Random(seed).shuffle(paths)
        assert read_articles(paths) == first


def test_strange_inputs_are_one_line_each_and_the_rest_is_read(tmp_path: Path) -> None:
    make(tmp_path, "good.txt")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "pdf.txt").write_bytes(b"%PDF-1.4")
    (tmp_path / "nowhere.txt").symlink_to(tmp_path / "gone")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "down").mkdir()
    (tmp_path / "down/up").symlink_to(tmp_path)
    (tmp_path / "nothing").mkdir()
    articles, problems = read_articles([tmp_path, tmp_path / "nothing", tmp_path / "absent.txt"])
    assert [article.name for article in articles if article.status == "read"] == ["good.txt"]
    assert [article.name for article in articles if article.status == "refused"] == [
        "empty.txt",
        "loop.txt",
        "nowhere.txt",
        "pdf.txt",
    ]
    lines = {problem.name.rsplit("/", 1)[-1]: problem for problem in problems}
    assert len(problems) == len(lines) == 7
    assert "leads back to itself" in lines["loop.txt"].says
    assert "link to nothing" in lines["nowhere.txt"].says
    assert not lines["up"].is_error
    assert "without articles" in lines["nothing"].says
    assert "no such file" in lines["absent.txt"].says
    assert all("\n" not in str(problem) for problem in problems)


@pytest.mark.parametrize(
    "fault", [PermissionError(13, "x"), FileNotFoundError(2, "x"), OSError(5, "x"), OSError(999, "x")]
)
def test_what_the_system_refuses_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: OSError) -> None:
    make(tmp_path, "a.txt", "b.txt")
    real = Path.open

    def failing(self: Path, *args: object, **options: object) -> object:
        if self.name == "a.txt":
            raise fault
        return real(self, *args, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", failing)
    articles, problems = read_articles([tmp_path])
    assert [article.status for article in articles] == ["refused", "read"]
    assert len(problems) == 1
    assert problems[0].is_error


def test_a_folder_that_cannot_be_listed_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "a.txt", "shut/b.txt")
    real = os.scandir

    def failing(path: str) -> object:
        if path.endswith("shut"):
            raise PermissionError(13, "x")
        return real(path)

    monkeypatch.setattr(os, "scandir", failing)
    articles, problems = read_articles([tmp_path])
    assert [article.name for article in articles] == ["a.txt"]
    assert "its articles are not read" in problems[0].says


def test_standard_input() -> None:
    articles, problems = read_articles(["-"], stdin=io.BytesIO(ARABIC.encode("cp1256")))
    assert problems == []
    assert (articles[0].name, articles[0].text) == ("-", ARABIC)


@pytest.mark.skipif(os.name == "nt", reason="file names are text there")
def test_file_names_that_are_no_text(tmp_path: Path) -> None:
    for raw in (b"\xff.txt", b"\xfe.txt"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + raw)).write_text(ARABIC + repr(raw), encoding="utf-8")
    articles, problems = read_articles([tmp_path])
    assert problems == []
    assert len({article.name for article in articles}) == 2
    for article in articles:
        article.name.encode()


def test_text_given_directly() -> None:
    assert from_text("a", ARABIC) == read_bytes("a", ARABIC.encode())[0]
    assert from_text("a", ENGLISH).status == "refused"


@given(st.binary(max_size=400))
def test_no_bytes_raise(data: bytes) -> None:
    article, problem = read_bytes("a", data)
    article.text.encode()
    assert (article.status == "read") == (problem is None)
    if problem is not None:
        assert str(problem).count("\n") == 0


@given(st.text(max_size=200))
def test_any_text_in_utf8_comes_back_exactly(text: str) -> None:
    article, _ = read_bytes("a", (ARABIC + text).encode())
    if article.status == "read":
        assert article.text == ARABIC + text
