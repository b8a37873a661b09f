"""Start the dashboard: `python -m ui`, with Streamlit's options behind it.

`streamlit run dashboard.py` shows the same. Here what every page needs is imported beside the server's start and the
browser's own loading, not when both have been waited for.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from threading import Thread

from streamlit.web import cli

# Streamlit's own table of emojis takes a third of a second, and the first link in a page asks for it.
_NEEDED = ("pandas", "ui.chrome", "ui.views", "streamlit.emojis")


def main() -> None:
    """Hand over to Streamlit's command line."""
    Thread(target=lambda: [import_module(name) for name in _NEEDED], daemon=True).start()
    page = Path(__file__).parent.parent / "dashboard.py"
    sys.argv = ["streamlit", "run", str(page), *sys.argv[1:]]
    cli.main()


if __name__ == "__main__":
    main()
