"""A few values that were made last."""

from __future__ import annotations

from ui.recent import Recent


def test_a_value_is_made_once_and_the_longest_unused_goes_first() -> None:
    made: list[str] = []
    recent: Recent[str] = Recent(2)

    def ask(key: str) -> str:
        def make() -> str:
            made.append(key)
            return key.upper()

        return recent.get(key, make)

    assert [ask(key) for key in "abaca"] == ["A", "B", "A", "C", "A"]
    assert made == ["a", "b", "c"]
    ask("b")
    assert made == ["a", "b", "c", "b"]


def test_two_keys_of_equal_parts_are_one() -> None:
    recent: Recent[int] = Recent(2)
    assert recent.get((1, ("x",)), lambda: 1) == recent.get((1, ("x",)), lambda: 2) == 1
