"""What the dashboard is measured against: one Streamlit page, one checkbox, all events as a Plotly SVG scatter."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

import ui.corpus

events = ui.corpus.load().events
if st.checkbox("visit"):
    events = events[events["kind"] == "visit"]
dated = events[events["earliest"].notna()]
points = go.Scatter(
    x=dated["earliest"],
    y=dated["kind"],
    mode="markers",
    text=dated["title_ar"],
    hoverinfo="text",
    marker={"size": 8},
)
st.plotly_chart(go.Figure(points))
