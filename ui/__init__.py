"""The dashboard: the only part of the project that knows Streamlit."""
