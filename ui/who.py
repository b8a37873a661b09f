"""Who asks: somebody at this machine, somebody who signed in, or nobody that is known. Asked anew for every request."""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from streamlit.auth_util import get_secrets_auth_section, is_authlib_installed
from streamlit.runtime import Runtime, exists, get_instance
from streamlit.runtime.scriptrunner import get_script_run_ctx

from storage.rights import NOBODY, Code, Person, RightsFileError, Rules, may_see, read_rules
from ui import opened_files, store

_PROXY_HEADERS = frozenset(
    "forwarded via x-real-ip x-client-ip x-cluster-client-ip true-client-ip cf-connecting-ip cf-ray fastly-client-ip "
    "fly-client-ip x-original-host x-original-url x-original-forwarded-for x-envoy-external-address".split()
)
_PROXY_BEGINNINGS = ("x-forwarded", "x-amzn-", "x-azure-", "tailscale-", "ngrok-")
_LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True)
class Request:
    """What is known of a request. headers: by lower-case names. address: of whoever connected, '' where unknown.

    by_hand: no request at all, the program was run by hand. user: what the sign-in says, empty without one.
    provider: whether a sign-in is set up.
    """

    headers: Mapping[str, str]
    address: str
    user: Mapping[str, Any]
    provider: bool
    by_hand: bool = False

    @property
    def is_forwarded(self) -> bool:
        """Whether a header says that it came from elsewhere."""
        return any(name in _PROXY_HEADERS or name.startswith(_PROXY_BEGINNINGS) for name in self.headers)

    @property
    def is_of_this_machine(self) -> bool:
        """Whether it was asked of this machine, by this machine, on a page of this machine."""
        if self.by_hand:
            return True
        origin = self.headers.get("origin")
        pages = [f"//{self.headers.get('host', '')}", *([origin] if origin is not None else [])]
        return not self.is_forwarded and _is_loopback(self.address) and all(map(_is_on_loopback, pages))


def person() -> Person:
    """Who asks. Nobody keeps the answer: it is worked out from the request itself."""
    return _judged()[0]


def why_not() -> str:
    """The key of the sentence that says why who asks cannot edit what is on the screen; '' where they can."""
    code = _judged()[1]
    if code:
        return f"rights.why.{code.replace('-', '_')}"
    if store.corpus_here() is None:
        is_file = opened_files.is_address(st.query_params.get(store.QUERY_NAME, ""))
        return "rights.why.opened" if is_file else "rights.why.unsaved"
    return "rights.why.no_store" if store.engine() is None else ""


def may_read(corpus: str) -> bool:
    """Whether who asks may read a named corpus, or '' for the folder of articles."""
    if corpus:
        return store.named(corpus, person()) is not None
    return may_see(rules().folder, person())


def may_read_here() -> bool:
    """Whether who asks may read what the address asks for: the articles of their own visit are theirs."""
    asked = st.query_params.get(store.QUERY_NAME, store.CHOICES[0])
    if asked not in store.CHOICES:
        return may_read(asked) or may_read("")
    return may_read("")


def rules() -> Rules:
    """What the operator set; the strictest where the file of rights is faulty."""
    try:
        return read_rules()
    except RightsFileError:
        return Rules(local=False, folder="private")


def judged(request: Request, rules: Rules) -> tuple[Person, Code | None]:
    """Who asks, and why they cannot edit (None: they can)."""
    name = _signed_in(request.user, rules.claim)
    role = rules.role_of(name) if name else None
    if role is not None:
        return Person(name, role), None if role != "reader" else "role"
    may_stay = not request.provider if rules.local is None else rules.local
    if request.is_of_this_machine and may_stay:
        return Person(_local_name(), "admin", local=True), None
    if name:
        return NOBODY, "role"
    if request.provider:
        return NOBODY, "sign-in"
    return NOBODY, "proxy" if request.is_forwarded else "no-provider"


def has_provider() -> bool:
    """Whether a sign-in is set up (`[auth]` in Streamlit's secrets)."""
    return bool(get_secrets_auth_section().to_dict())


def providers() -> list[str]:
    """The names under which `[auth]` has sign-ins; one without a name is ''."""
    told = get_secrets_auth_section().to_dict()
    named = [name for name, value in told.items() if isinstance(value, Mapping) and "client_id" in value]
    return [*([""] if "client_id" in told else []), *named]


def can_sign_in() -> bool:
    """Whether a sign-in is set up and what it needs is installed."""
    return bool(providers()) and is_authlib_installed()


def signed_in() -> str:
    """The name of who signed in, '' where nobody did; they may have no rights."""
    user = request().user
    return str(user.get(rules().claim) or user.get("name") or "?") if user.get("is_logged_in") else ""


def _judged() -> tuple[Person, Code | None]:
    try:
        known = read_rules()
    except RightsFileError:
        return NOBODY, "settings"
    return judged(request(), known)


def request() -> Request:
    """The request at hand. One whose client is gone already is nobody's."""
    provider = has_provider()
    if not exists() or type(get_instance()) is not Runtime:
        return Request({}, "", {}, provider, by_hand=True)
    context = get_script_run_ctx()
    client = get_instance().get_client(context.session_id) if context else None
    told = client.client_context if client else None
    if told is None:
        return Request({}, "", {}, provider)
    headers = {name.lower(): value for name, value in told.headers}
    return Request(headers, told.remote_ip or "", st.user.to_dict() if provider else {}, provider)


def _signed_in(user: Mapping[str, Any], claim: str) -> str:
    """The name that a sign-in vouches for; an e-mail address only where the provider says that it was verified."""
    name = user.get(claim)
    if not user.get("is_logged_in") or not isinstance(name, str):
        return ""
    if claim == "email" and user.get("email_verified") not in (True, "true"):
        return ""
    return name.strip()


def _local_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "local"


def _is_loopback(address: str) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    mapped = getattr(parsed, "ipv4_mapped", None)
    return (mapped or parsed).is_loopback


def _is_on_loopback(page: str) -> bool:
    """Whether a page's address names this machine."""
    try:
        return urlsplit(page).hostname in _LOOPBACK_NAMES
    except ValueError:
        return False
