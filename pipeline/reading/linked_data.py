"""JSON-LD, the data that news pages carry for search engines: what it says of the page's own article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_ARTICLE = re.compile(r"Article$|Posting$|^Report$")
_PAGE = re.compile(r"Page$")
# Parts of a graph that belong to the page itself; lists of other articles hang on other keys.
_INWARD = ("@graph", "mainEntity", "mainEntityOfPage")
_DEEPEST = 6
_DATES = re.compile(r'"(datePublished|dateModified|headline)"\s*:\s*"((?:[^"\\]|\\.){1,300})"')
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")


def article_nodes(scripts: Iterable[str]) -> list[Mapping[str, Any]]:
    """The nodes about the page's own article, articles before pages; broken JSON yields what can still be read."""
    nodes = [node for script in scripts for node in _nodes(script)]
    articles = [node for node in nodes if _is(node, _ARTICLE)]
    return articles + [node for node in nodes if _is(node, _PAGE) and node not in articles]


def name_of(value: Any) -> str:
    """The name in an author or publisher, which may be a text, a node or a list of them."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, Mapping):
        return name_of(value.get("name")) if isinstance(value.get("name"), str) else ""
    if isinstance(value, list):
        return "\u060c ".join(filter(None, (name_of(each) for each in value[:10] if not isinstance(each, list))))
    return ""


def _nodes(script: str) -> Iterator[Mapping[str, Any]]:
    data = _parsed(script)
    if data is None:
        broken: dict[str, Any] = {}
        for key, value in _DATES.findall(script):
            broken.setdefault(key, value)
        if broken:
            yield {"@type": "Article", **broken}
        return
    yield from _inside(data, _DEEPEST)


def _parsed(script: str) -> Any:
    script = script.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    for text in (script, _TRAILING_COMMA.sub(r"\1", script)):
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _inside(data: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if isinstance(data, list):
        for each in data if depth else ():
            yield from _inside(each, depth - 1)
    elif isinstance(data, Mapping):
        yield data
        for key in _INWARD if depth else ():
            yield from _inside(data.get(key), depth - 1)


def _is(node: Mapping[str, Any], kind: re.Pattern[str]) -> bool:
    types = node.get("@type")
    named = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and kind.search(name) for name in named)
