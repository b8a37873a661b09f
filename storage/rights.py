"""Who somebody is and what they may do: asked where something is written, whatever was drawn on a screen."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from storage.folder import data_folder

Role = Literal["reader", "editor", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
Visibility = Literal["private", "team", "public"]
VISIBILITIES: tuple[Visibility, ...] = get_args(Visibility)
Code = Literal["sign-in", "role", "proxy", "no-provider", "private", "settings"]

FILE_VARIABLE = "TASALSUL_RIGHTS"
_WORDS_VARIABLE = "TASALSUL_EXCERPT_WORDS"
_FILE = "rights.toml"
_SAYS: Mapping[Code, str] = {
    "sign-in": "this needs a sign-in: sign in and try again",
    "role": "this needs the role {role!r}, and {name} has the role {has!r}: ask whoever runs this program for it",
    "proxy": "this request came through a proxy, so nobody knows who asks: sign in and try again",
    "no-provider": "this request is not of this machine and no sign-in is set up: see docs/rights.md",
    "private": "this corpus belongs to somebody else: ask its owner to share it with the team",
    "settings": "nothing can be changed while the file of rights is faulty: {name}",
}


@dataclass(frozen=True, slots=True)
class Person:
    """Who does something. name: what the history calls them, '' of whom nobody knows. local: sits at this machine."""

    name: str
    role: Role
    local: bool = False


NOBODY = Person("", "reader")


class NotAllowed(PermissionError):  # noqa: N818 - it says what is the case
    """Somebody may not do this; one clear line. code: by it a screen finds its own words."""

    def __init__(self, code: Code, **values: str) -> None:
        self.code: Code = code
        super().__init__(_SAYS[code].format(**values))


class RightsFileError(ValueError):
    """The file of rights says what it cannot say: one line with the file, the place and what to write."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the operator set. roles: role -> who has it ('*@example.org': everybody of that domain).

    local: whether who sits at this machine may edit without a sign-in; None: unless a sign-in is set up. claim: which
    of a sign-in's statements names somebody. folder: who may read the folder of articles. excerpt_words: the most words
    of one source in an export, 0 for all of them.
    """

    roles: Mapping[Role, tuple[str, ...]] = field(default_factory=dict)
    local: bool | None = None
    claim: str = "email"
    folder: Visibility = "team"
    excerpt_words: int = 0

    def role_of(self, name: str) -> Role | None:
        """The highest role that a name was given; None where it was given none."""
        asked = name.casefold()
        for role in reversed(ROLES):
            for given in self.roles.get(role, ()):
                known = given.casefold()
                if asked == known or (known.startswith("*@") and asked.endswith(known[1:])):
                    return role
        return None


def require(person: Person, role: Role) -> None:
    """Raise NotAllowed where somebody has not at least this role."""
    if ROLES.index(person.role) >= ROLES.index(role) and person.name:
        return
    if person.name:
        raise NotAllowed("role", role=role, name=person.name, has=person.role)
    raise NotAllowed("sign-in")


def may_see(visibility: Visibility, who: Person, owner: str = "") -> bool:
    """Whether somebody may read what is so visible; what nobody owns is private to who runs the program."""
    if visibility == "public":
        return True
    if visibility == "team":
        return bool(who.name)
    return bool(who.name) and (who.name == owner or (not owner and who.role == "admin"))


def rules_file() -> Path:
    """Where the file of rights is: TASALSUL_RIGHTS, or rights.toml in the data folder."""
    return Path(os.environ.get(FILE_VARIABLE) or data_folder() / _FILE)


def read_rules() -> Rules:
    """What the operator set; everything at its default where there is no file.

    The environment's TASALSUL_EXCERPT_WORDS stands above the file. Raises RightsFileError, one line for all faults.
    """
    place = rules_file()
    try:
        told: dict[str, Any] = tomllib.loads(place.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if os.environ.get(FILE_VARIABLE):
            raise RightsFileError(f"{place} is not there: make it, or unset {FILE_VARIABLE}") from None
        told = {}
    except (OSError, ValueError) as error:
        raise RightsFileError(f"{place} cannot be read: {error}".replace("\n", " ")) from error
    if words := os.environ.get(_WORDS_VARIABLE, "").strip():
        told["excerpt_words"] = int(words) if words.isdecimal() else words
    faults = list(_faults(told))
    if faults:
        raise RightsFileError(f"{place}: {'; '.join(faults)}")
    roles = {role: tuple(told.get("roles", {}).get(role, ())) for role in ROLES}
    return Rules(roles, **{name: value for name, value in told.items() if name != "roles"})


def _faults(told: Mapping[str, Any]) -> list[str]:
    known = {"roles", "local", "claim", "folder", "excerpt_words"}
    faults = [f"there is no setting {name!r}; known are {', '.join(sorted(known))}" for name in told.keys() - known]
    if not isinstance(told.get("local", False), bool):
        faults.append("local is true or false")
    if not isinstance(told.get("claim", "email"), str) or not told.get("claim", "email"):
        faults.append('claim is a name such as "email"')
    if told.get("folder", "team") not in VISIBILITIES:
        faults.append(f"folder is one of {', '.join(VISIBILITIES)}")
    words = told.get("excerpt_words", 0)
    if isinstance(words, bool) or not isinstance(words, int) or words < 0:
        faults.append("excerpt_words is a whole number, 0 for no limit")
    roles = told.get("roles", {})
    if not isinstance(roles, dict):
        return [*faults, "roles is a table"]
    faults += [f"there is no role {name!r}; known are {', '.join(ROLES)}" for name in roles.keys() - set(ROLES)]
    return faults + [
        f"roles.{role} is a list of names"
        for role, names in roles.items()
        if not isinstance(names, list) or not all(isinstance(name, str) and name.strip() for name in names)
    ]
