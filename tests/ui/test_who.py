"""Who may edit: by the request itself, never by what a visitor can say of themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.rights import NOBODY, NotAllowed, Person, RightsFileError, Rules, read_rules, require
from ui import who
from ui.who import Request, judged

HERE = {"host": "127.0.0.1:8501", "origin": "http://127.0.0.1:8501"}
RULES = Rules({"admin": ("chief@paper.example",), "editor": ("*@desk.example",), "reader": ("*@paper.example",)})


def asked(
    headers: dict[str, str] | None = None, address: str = "127.0.0.1", provider: bool = False, **user: object
) -> Request:
    return Request(HERE | (headers or {}), address, {"is_logged_in": True, **user} if user else {}, provider)


@pytest.mark.parametrize(
    ("headers", "address"),
    [
        ({}, "127.0.0.1"),
        ({}, "::1"),
        ({}, "::ffff:127.0.0.1"),
        ({"host": "localhost:8501", "origin": "http://localhost:8501"}, "127.0.0.1"),
        ({"host": "[::1]:8501", "origin": "http://[::1]:8501"}, "::1"),
        ({"host": "LOCALHOST"}, "127.0.0.1"),
    ],
)
def test_who_sits_at_this_machine_may_edit(headers: dict[str, str], address: str) -> None:
    person, code = judged(asked(headers, address), Rules())
    assert (person.role, person.local, code) == ("admin", True, None)
    assert person.name


@pytest.mark.parametrize(
    ("headers", "address"),
    [
        ({"host": "tasalsul.paper.example"}, "127.0.0.1"),
        ({"host": "localhost.paper.example"}, "127.0.0.1"),
        ({"host": "127.0.0.1.paper.example"}, "127.0.0.1"),
        ({"host": "127.0.0.1@paper.example"}, "127.0.0.1"),
        ({"host": "[::1"}, "127.0.0.1"),
        ({"host": ""}, "127.0.0.1"),
        ({"origin": "https://tasalsul.paper.example"}, "127.0.0.1"),
        ({"origin": "null"}, "127.0.0.1"),
        ({}, "192.0.2.7"),
        ({}, ""),
        ({}, "localhost"),
    ],
)
def test_a_request_of_elsewhere_may_not(headers: dict[str, str], address: str) -> None:
    assert judged(asked(headers, address), Rules()) == (NOBODY, "no-provider")


@pytest.mark.parametrize(
    "header", ["x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "forwarded", "x-real-ip", "via", "cf-ray"]
)
def test_a_proxy_makes_the_request_one_of_elsewhere(header: str) -> None:
    assert judged(asked({header: "127.0.0.1"}), Rules()) == (NOBODY, "proxy")
    assert judged(asked({header: ""}), Rules()) == (NOBODY, "proxy")


def test_a_sign_in_gives_the_role_that_is_configured() -> None:
    def of(email: str, **said: object) -> tuple[Person, str | None]:
        return judged(asked(address="192.0.2.7", provider=True, email=email, email_verified=True, **said), RULES)

    assert of("chief@paper.example") == (Person("chief@paper.example", "admin"), None)
    assert of("Mona@Desk.example") == (Person("Mona@Desk.example", "editor"), None)
    assert of("x@paper.example") == (Person("x@paper.example", "reader"), "role")
    assert of("x@elsewhere.example") == (NOBODY, "role")
    assert of("x@not-desk.example.org") == (NOBODY, "role")
    assert of("mona@desk.example", is_logged_in=False) == (NOBODY, "sign-in")


def test_an_address_that_nobody_verified_names_nobody() -> None:
    told = asked(provider=True, email="chief@paper.example")
    assert judged(told, RULES) == (NOBODY, "sign-in")
    named = asked(provider=True, preferred_username="chief@paper.example")
    other = Rules(RULES.roles, claim="preferred_username")
    assert judged(named, other)[0] == Person("chief@paper.example", "admin")


def test_once_a_sign_in_is_set_up_this_machine_signs_in_too() -> None:
    assert judged(asked(provider=True), Rules()) == (NOBODY, "sign-in")
    assert judged(asked(provider=True), Rules(local=True))[0].local
    assert judged(asked(), Rules(local=False)) == (NOBODY, "no-provider")


def test_a_reader_stays_one_at_this_machine() -> None:
    told = asked(provider=True, email="x@paper.example", email_verified=True)
    assert judged(told, Rules(RULES.roles, local=True))[0].role == "reader"


@pytest.mark.parametrize(("person", "code"), [(NOBODY, "sign-in"), (Person("x", "reader"), "role")])
def test_a_door_refuses_by_a_code(person: Person, code: str) -> None:
    with pytest.raises(NotAllowed) as told:
        require(person, "editor")
    assert (told.value.code, "\n" in str(told.value)) == (code, False)


def test_somebody_without_a_name_is_no_editor() -> None:
    with pytest.raises(NotAllowed):
        require(Person("", "admin"), "editor")


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "rights.toml"
    monkeypatch.setenv("TASALSUL_RIGHTS", str(place))
    return place


def test_the_file_of_rights_is_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text('folder = "public"\nexcerpt_words = 30\n[roles]\neditor = ["*@desk.example"]\n', encoding="utf-8")
    assert (read_rules().folder, read_rules().excerpt_words) == ("public", 30)
    assert read_rules().role_of("a@desk.example") == "editor"
    monkeypatch.setenv("TASALSUL_EXCERPT_WORDS", "12")
    assert read_rules().excerpt_words == 12


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ('folder = "all"', "folder is one of private, team, public"),
        ("excerpt_words = -1", "a whole number"),
        ('[roles]\nchief = ["a"]', "no role 'chief'"),
        ('[roles]\neditor = "a"', "roles.editor is a list"),
        ("locl = true", "no setting 'locl'"),
        ("local = 1", "local is true or false"),
        ("x = [", "cannot be read"),
    ],
)
def test_a_faulty_file_closes_the_desk_for_all(file: Path, written: str, says: str) -> None:
    file.write_text(written, encoding="utf-8")
    with pytest.raises(RightsFileError, match=says):
        read_rules()
    assert who.person() == NOBODY
    assert who.why_not() == "rights.why.settings"
    assert not who.may_read("")
