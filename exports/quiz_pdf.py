"""A worksheet: name, class and date to be filled in, then the questions with room for the answers, which are in
key_pdf.
"""

from __future__ import annotations

from exports.handout import Asked, Handout, Unmakeable
from exports.printing import line, page, pdf

SLUG = "quiz"
EXTENSION = ".quiz.pdf"
MIME = "application/pdf"
COMMANDS: tuple[str, ...] = ("events",)
MOST = 500


def write(handout: Handout) -> bytes:
    """The sheet. Raises Unmakeable where too little is told to ask about, or a system library is missing."""
    return pdf(html(handout))


def html(handout: Handout) -> str:
    """The sheet before it is set."""
    words = handout.words
    if not handout.questions:
        raise Unmakeable(words["no_questions"])
    blanks = f'<div class="wide">{line("span", words["pupil"])}</div>'
    blanks += "".join(f"<div>{line('span', words[name])}</div>" for name in ("grade", "day"))
    asked = "".join(_question(one, number) for one, number in numbered(handout))
    title = f"{words['worksheet']}{words['title_joiner']}{handout.title}"
    return page(handout, f'{line("h1", title)}<div class="pupil">{blanks}</div>{asked}', title=title)


def numbered(handout: Handout) -> list[tuple[Asked, str]]:
    """The questions with their numbers in the reader's digits."""
    digits = handout.words["numerals"]
    return [(one, "".join(digits[int(digit)] for digit in str(at))) for at, one in enumerate(handout.questions, 1)]


def prompt(one: Asked, number: str) -> str:
    """A question's own line with its number."""
    return line("p", f"{number}. {one.prompt}", "prompt")


def _question(one: Asked, number: str) -> str:
    lines = "".join(_line(words) for words in one.lines)
    if one.opposite:
        others = "".join(
            f'<div class="line">{line("span", letter, "letter")}{line("span", words)}</div>'
            for letter, words in one.opposite
        )
        lines = f'<div class="pairs"><div class="left">{lines}</div><div class="right">{others}</div></div>'
    too = line("p", one.asked_too, "too") + _choices(one.choices_too) if one.asked_too else ""
    subject = line("p", one.subject, "about-event")
    return f'<div class="question">{prompt(one, number)}{subject}{lines}{_choices(one.choices)}{too}</div>'


def _line(words: str) -> str:
    return f'<div class="line"><span class="box"></span>{line("span", words)}</div>'


def _choices(words: tuple[str, ...]) -> str:
    if not words:
        return ""
    each = "".join(f'<div class="choice"><span class="ring"></span>{line("span", one)}</div>' for one in words)
    return f'<div class="choices">{each}</div>'
