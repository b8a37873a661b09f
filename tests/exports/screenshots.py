"""Pictures of what is printed, for the documentation: `python -m tests.exports.screenshots` writes docs/screenshots/.

The slides are drawn by LibreOffice, where it is installed.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

import pypdfium2
from PIL import Image

from exports import handout_pdf, key_pdf, poster_png, quiz_pdf, slides, word_document
from exports.chronicle import chronicle_of
from pipeline.reading import read_articles
from pipeline.run import build_timeline
from ui.on_paper import for_command

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "screenshots"
_SCALE = 1.3
_POSTER = (1_400, 1_400)


def main() -> None:
    """Draw the first page of each, and the first slide that tells more than an event."""
    timeline = build_timeline(read_articles([str(ROOT / "seeds")])[0])
    chronicle, findings = chronicle_of(timeline), timeline.rows("check")
    handout = for_command(chronicle, findings)
    english = for_command(replace(chronicle, language="en"), findings)
    for name, format_ in (("handout-ar", handout_pdf), ("worksheet-ar", quiz_pdf), ("answer-key-ar", key_pdf)):
        _draw(format_.write(handout), 0, name)
    for name, format_ in (("handout-en", handout_pdf), ("worksheet-en", quiz_pdf)):
        _draw(format_.write(english), 0, name)
    poster = Image.open(io.BytesIO(poster_png.write(handout)))
    poster.thumbnail(_POSTER)
    _keep(poster, "poster-ar")
    program = shutil.which("soffice")
    if program is None:
        print("No LibreOffice here: the slides and the document are not drawn.")
        return
    with tempfile.TemporaryDirectory() as folder:
        deck, document = Path(folder) / "slides.pptx", Path(folder) / "document.docx"
        deck.write_bytes(slides.write(handout))
        document.write_bytes(word_document.write(handout))
        command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
        for file in (deck, document):
            subprocess.run([*command, "--outdir", folder, str(file)], check=True, capture_output=True, timeout=300)
        at = next(at for at, event in enumerate(handout.events, 1) if event.said)
        _draw(deck.with_suffix(".pdf").read_bytes(), at, "slide-ar")
        _draw(document.with_suffix(".pdf").read_bytes(), 0, "document-ar")


def _draw(pdf: bytes, page: int, name: str) -> None:
    _keep(pypdfium2.PdfDocument(pdf)[page].render(scale=_SCALE).to_pil(), name)


def _keep(picture: Image.Image, name: str) -> None:
    picture.save(FOLDER / f"{name}.png", optimize=True)
    print(f"docs/screenshots/{name}.png")


if __name__ == "__main__":
    main()
