"""The views in the order of the header. Each is a module with SLUG, TITLE_KEY and render(), and a page of its own."""

from ui.views import about, article, class_view, compare, desk, event_list, own, timeline

VIEWS = (timeline, event_list, article, compare, class_view, desk, own, about)
