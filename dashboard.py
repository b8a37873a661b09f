"""The dashboard's door: the page, its language and the view that the address names. `streamlit run dashboard.py`."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ui import chrome, sign_in, state, who
from ui.views import VIEWS, about

_FAVICON = Path(__file__).parent / "static" / "favicon.svg"


def main() -> None:
    """Draw the header and run the view."""
    reader = state.reader()
    first = VIEWS[0]
    pages = {
        view.SLUG: st.Page(Path(view.__file__), title=reader.t(view.TITLE_KEY), url_path=view.SLUG) for view in VIEWS
    }
    # The default page owns "/" alone, so the first view is there twice: once at its own address.
    home = st.Page(Path(first.__file__), title=reader.t(first.TITLE_KEY), url_path="home", default=True)
    page = st.navigation([home, *pages.values()], position="hidden")
    current = next((slug for slug, known in pages.items() if known == page), first.SLUG)
    title = reader.t("app.view_title", view=reader.t(f"views.{current}"))
    st.set_page_config(page_title=title, page_icon=str(_FAVICON), layout="wide")
    chrome.dress(reader, at_home=page == home)
    chrome.header(reader, pages, current)
    if current == about.SLUG or who.may_read_here():
        page.run()
    else:
        sign_in.wall(reader)


if __name__ == "__main__":
    main()
