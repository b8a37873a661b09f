"""The words on the screen: the same in both languages, none in the code, plurals that agree."""

from __future__ import annotations

import re
import tokenize
from collections.abc import Mapping
from pathlib import Path

import pytest

from exports import EVERY
from pipeline.model import STATUSES
from ui.event_index import BASES, KINDS
from ui.reader import CHOICES, Reader
from ui.strings import messages, plural_form, translate
from ui.views import VIEWS

ROOT = Path(__file__).parents[2]
ARABIC_LETTER = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
PLACEHOLDER = re.compile(r"{(\w+)}")
# A decade is named by its century in Arabic and by its first year in English; both are handed over.
MAY_DIFFER = {"date.decade", "date.century"}


def placeholders(key: str, lang: str) -> set[str]:
    message = messages(lang)[key]
    texts = message.values() if isinstance(message, Mapping) else [message] if isinstance(message, str) else message
    return {name for text in texts for name in PLACEHOLDER.findall(text)}


def test_both_languages_have_the_same_keys() -> None:
    assert set(messages("ar")) == set(messages("en"))


@pytest.mark.parametrize("key", sorted(set(messages("ar")) - MAY_DIFFER))
def test_both_languages_have_the_same_placeholders_and_shape(key: str) -> None:
    assert placeholders(key, "ar") == placeholders(key, "en")
    assert type(messages("ar")[key]) is type(messages("en")[key])


def test_every_plural_has_the_forms_of_its_language() -> None:
    for lang in ("ar", "en"):
        wanted = {plural_form(lang, n) for n in range(200)}
        for key, message in messages(lang).items():
            if isinstance(message, Mapping):
                assert set(message) == wanted, key


@pytest.mark.parametrize(
    ("n", "words"),
    [(0, "لا أحداث"), (1, "حدث واحد"), (2, "حدثان"), (3, "3 أحداث"), (10, "10 أحداث"), (11, "11 حدثا"), (32, "32 حدثا"),
     (100, "100 حدث"), (102, "102 حدث"), (103, "103 أحداث")],
)  # fmt: skip
def test_arabic_numbers_agree(n: int, words: str) -> None:
    assert Reader().t("count.events", n=n) == words


def test_a_missing_key_fails_loudly() -> None:
    with pytest.raises(KeyError):
        translate("ar", "no.such.key")


def test_everything_listed_has_a_name() -> None:
    known = set(messages("ar"))
    wanted = {view.TITLE_KEY for view in VIEWS}
    wanted |= {f"kinds.{kind}" for kind in KINDS} | {f"statuses.{status}" for status in STATUSES}
    wanted |= {f"bases.{basis}" for basis in BASES} | {f"formats.{form.SLUG}" for form in EVERY}
    wanted |= {f"settings.{name}_choice.{value}" for name in CHOICES if name != "lang" for value in CHOICES[name]}
    assert wanted <= known


def test_every_key_that_is_asked_for_is_there() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in [*ROOT.glob("ui/**/*.py"), ROOT / "dashboard.py"])
    asked = set(re.findall(r"""\b(?:t|words)\(\s*["']([a-z_]+(?:\.[a-z_]+)+)["']""", code))
    assert len(asked) > 50
    assert asked <= set(messages("ar"))


def test_every_key_is_used() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in [*ROOT.glob("ui/**/*.py"), ROOT / "dashboard.py"])
    whole = set(re.findall(r"""["']([a-z_]+(?:\.[a-z_]+)*)["']""", code))
    beginnings = set(re.findall(r"""f["']([a-z_]+\.[a-z_.]*)\{""", code)) | {"component."}
    # What is said in the browser alone, by name or by a beginning of it.
    modules = (*ROOT.glob("ui/class_component/*.js"), *ROOT.glob("ui/offline_component/*.js"))
    script = "\n".join(path.read_text(encoding="utf-8") for path in modules)
    whole |= set(re.findall(r"""["'`]((?:class|offline|quiz|story)\.[a-z_]+)["'`]""", script))
    beginnings |= set(re.findall(r"""`((?:class|offline|quiz|story)\.[a-z_]*)\$\{""", script))
    unused = [key for key in messages("ar") if key not in whole and not key.startswith(tuple(beginnings))]
    assert unused == []


@pytest.mark.parametrize("path", sorted({*ROOT.glob("ui/**/*.py"), ROOT / "dashboard.py"}), ids=lambda p: p.stem)
def test_no_arabic_in_the_code(path: Path) -> None:
    with path.open("rb") as file:
        for token in tokenize.tokenize(file.readline):
            docstring = token.string.startswith('"""')
            if token.type == tokenize.STRING and not docstring:
                assert not ARABIC_LETTER.search(token.string), f"{path.name}:{token.start[0]}"
