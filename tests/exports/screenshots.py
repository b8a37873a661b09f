"""Pictures of what is printed, for the documentation: `python -m tests.exports.screenshots` writes docs/screenshots/.

The slides are drawn by LibreOffice, where it is installed.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import pypdfium2

from exports import handout_pdf, key_pdf, quiz_pdf, slides
from exports.chronicle import chronicle_of
from pipeline.reading import read_articles
from pipeline.run import build_timeline
from ui.on_paper import for_command

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "screenshots"
_SCALE = 1.3


def main() -> None:
    """Draw the first page of each, and the first slide that tells an event."""
    timeline = build_timeline(read_articles([str(ROOT / "seeds")])[0])
    handout = for_command(chronicle_of(timeline), timeline.rows("check"))
    for name, format_ in (("handout-ar", handout_pdf), ("worksheet-ar", quiz_pdf), ("answer-key-ar", key_pdf)):
        _draw(format_.write(handout), 0, name)
    program = shutil.which("soffice")
    if program is None:
        print("No LibreOffice here: the slides are not drawn.")
        return
    with tempfile.TemporaryDirectory() as folder:
        deck = Path(folder) / "slides.pptx"
        deck.write_bytes(slides.write(handout))
        command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", folder, str(deck)], check=True, capture_output=True, timeout=300)
        at = next(at for at, event in enumerate(handout.events, 1) if event.said)
        _draw(deck.with_suffix(".pdf").read_bytes(), at, "slide-ar")


def _draw(pdf: bytes, page: int, name: str) -> None:
    pypdfium2.PdfDocument(pdf)[page].render(scale=_SCALE).to_pil().save(FOLDER / f"{name}.png", optimize=True)
    print(f"docs/screenshots/{name}.png")


if __name__ == "__main__":
    main()
