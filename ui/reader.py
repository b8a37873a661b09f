"""How a reader wants to be spoken to: language, month names, digits, direction of time, theme."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from ui.strings import LANGUAGES, translate, words

CHOICES: Mapping[str, tuple[str, ...]] = {
    "lang": LANGUAGES,
    "months": ("egypt", "levant", "tunisia", "morocco", "double"),
    "digits": ("latn", "arab"),
    "dir": ("auto", "rtl", "ltr"),
    "theme": ("light", "dark", "projector"),
}
_EASTERN_DIGITS = str.maketrans("0123456789", "".join(chr(0x660 + n) for n in range(10)))
_ISOLATE = {"rtl": "\u2067", "ltr": "\u2066"}
_END_ISOLATE = "\u2069"


@dataclass(frozen=True, slots=True)
class Reader:
    """The reader's settings as the address holds them; the first choice of each is the default."""

    lang: str = "ar"
    months: str = "egypt"
    digits: str = "latn"
    dir: str = "auto"
    theme: str = "light"

    @property
    def text_dir(self) -> str:
        """The direction of the interface's own text."""
        return "rtl" if self.lang == "ar" else "ltr"

    @property
    def time_dir(self) -> str:
        """The direction in which time runs: with the language unless the reader wants it otherwise."""
        return self.text_dir if self.dir == "auto" else self.dir

    def number(self, value: int | str) -> str:
        """A number in the reader's digits; English keeps its own."""
        return str(value).translate(_EASTERN_DIGITS) if self.digits == "arab" and self.lang == "ar" else str(value)

    def t(self, key: str, *, n: int | None = None, **values: str | int) -> str:
        """The sentence under a key, in the reader's language and digits."""
        text = translate(self.lang, key, n=n, **values)
        return self.number(text) if n is not None else text

    def words(self, key: str) -> tuple[str, ...]:
        """The list of words under a key, in the reader's language."""
        return words(self.lang, key)

    def isolate(self, text: str) -> str:
        """The text set apart from the direction of what stands around it."""
        return f"{_ISOLATE[self.text_dir]}{text}{_END_ISOLATE}"

    def join(self, items: Iterable[str]) -> str:
        """Names in a row, as the language lists them."""
        *first, last = list(items) or [""]
        if not first:
            return last
        return translate(self.lang, "list.last", first=translate(self.lang, "list.separator").join(first), last=last)

    def with_choice(self, name: str, value: str) -> Reader:
        """The same reader with one setting changed."""
        return replace(self, **{name: value})


_USUAL = Reader()


def reader_from_query(
    query: Mapping[str, Sequence[str]], usual: Reader = _USUAL
) -> tuple[Reader, list[tuple[str, str]]]:
    """The settings in an address, and the (name, value) pairs that mean nothing and were left out.

    usual: what counts where the address says nothing.
    """
    settings: dict[str, str] = {}
    rejected: list[tuple[str, str]] = []
    for name, allowed in CHOICES.items():
        for value in query.get(name, ())[-1:]:
            if value in allowed:
                settings[name] = value
            else:
                rejected.append((name, value))
    return replace(usual, **settings), rejected


def reader_to_query(reader: Reader, usual: Reader = _USUAL) -> dict[str, list[str]]:
    """Only what differs from the usual, so that addresses stay short."""
    return {
        field.name: [getattr(reader, field.name)]
        for field in fields(Reader)
        if getattr(reader, field.name) != getattr(usual, field.name)
    }
