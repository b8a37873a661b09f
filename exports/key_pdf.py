"""The answers to the worksheet of quiz_pdf with the sentences that say so, on pages of their own: for the teacher."""

from __future__ import annotations

from exports.handout import Asked, Handout, Unmakeable
from exports.printing import line, page, pdf, quote
from exports.quiz_pdf import numbered, prompt

SLUG = "key"
EXTENSION = ".key.pdf"
MIME = "application/pdf"
COMMANDS: tuple[str, ...] = ("events",)
MOST = 500


def write(handout: Handout) -> bytes:
    """The key. Raises Unmakeable where there are no questions, or a system library is missing."""
    return pdf(html(handout))


def html(handout: Handout) -> str:
    """The key before it is set."""
    if not handout.questions:
        raise Unmakeable(handout.words["no_questions"])
    title = f"{handout.words['key']}{handout.words['title_joiner']}{handout.title}"
    answers = "".join(_answer(one, number, handout) for one, number in numbered(handout))
    return page(handout, line("h1", title) + answers, title=title)


def _answer(one: Asked, number: str, handout: Handout) -> str:
    answers = "".join(line("p", words, "answer") for words in one.answers)
    subject = line("p", one.subject, "about-event")
    return f'<div class="question">{prompt(one, number)}{subject}{answers}{quote(handout, one.evidence)}</div>'
