"""Plotly figures as plain dicts: rows in, figure out. SVG traces only, as WebGL leaves Arabic letters unjoined."""
