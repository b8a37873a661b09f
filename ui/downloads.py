"""Buttons that hand the chosen events over as files, one for each export format there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from exports import FORMATS
from ui.reader import Reader

if TYPE_CHECKING:
    import pandas as pd


def downloads(events: pd.DataFrame, reader: Reader) -> None:
    """One button a format; the file is written when the button is pressed."""
    rows = rows_of(events)
    with st.container(horizontal=True, key="downloads"):
        for module in FORMATS:
            st.download_button(
                reader.t("download.button", format=reader.t(f"formats.{module.SLUG}")),
                data=lambda module=module: module.write("events", rows),
                file_name=f"{reader.t('download.file')}{module.EXTENSION}",
                mime=module.MIME,
                key=f"download.{module.SLUG}",
                on_click="ignore",
            )


def rows_of(events: pd.DataFrame) -> list[dict[str, object]]:
    """A table's rows as the exports want them: ISO days, None where a day is unknown."""
    plain = events.copy()
    for column in ("earliest", "latest"):
        plain[column] = events[column].dt.strftime("%Y-%m-%d").astype(object).where(events[column].notna(), None)
    return plain.to_dict("records")
