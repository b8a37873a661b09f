"""Who may see and do what, asked of a running server by requests that say where they come from, true or not."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, generate_xsrf_token_string
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

from tests.ui.dashboard_process import running_dashboard

_SECRET, _OTHER = "a secret that is long enough to sign with", "another one that is long enough too"
_COOKIE = "_streamlit_user"
_WALL = "ليست متاحة للعموم"
_XSRF = generate_xsrf_token_string()


def told(address: str, query: str = "", **headers: str) -> str:
    """Everything that the server draws for one visit, as text."""

    async def visit() -> str:
        url = address.replace("http://", "ws://") + "/_stcore/stream"
        request = HTTPRequest(url, headers={name.replace("_", "-"): value for name, value in headers.items()})
        socket = await websocket_connect(request, subprotocols=["streamlit", _XSRF])
        message = BackMsg()
        message.rerun_script.query_string = query
        await socket.write_message(message.SerializeToString(), binary=True)
        parts = []
        while True:
            data = await asyncio.wait_for(socket.read_message(), 60)
            if data is None:
                break
            forward = ForwardMsg.FromString(data)  # type: ignore[arg-type]
            parts.append(str(forward))
            if forward.WhichOneof("type") == "script_finished":
                break
        socket.close()
        while await socket.read_message() is not None:
            pass
        return "\n".join(parts).encode().decode("unicode_escape").encode("latin-1", "ignore").decode("utf-8", "ignore")

    return asyncio.run(visit())


@pytest.fixture(scope="module")
def plain() -> Iterator[str]:
    with running_dashboard() as address:
        yield address


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A dashboard with a sign-in: one reader, one editor."""
    home = tmp_path_factory.mktemp("home")
    (home / ".streamlit").mkdir()
    secrets = {"redirect_uri": "http://127.0.0.1:1/oauth2callback", "cookie_secret": _SECRET, "client_id": "x"}
    secrets |= {"client_secret": "x", "server_metadata_url": "http://127.0.0.1:1/.well-known/openid-configuration"}
    lines = ["[auth]", *(f"{name} = {json.dumps(value)}" for name, value in secrets.items())]
    (home / ".streamlit" / "secrets.toml").write_text("\n".join(lines), encoding="utf-8")
    (home / "rights.toml").write_text('[roles]\nreader = ["r@paper.example"]\neditor = ["e@paper.example"]\n')
    with running_dashboard(HOME=str(home), TASALSUL_RIGHTS=str(home / "rights.toml")) as address:
        yield address


def signed(email: str, address: str, secret: str = _SECRET) -> dict[str, str]:
    user = {"origin": address, "is_logged_in": True, "email": email, "email_verified": True}
    value = create_signed_value(secret, _COOKIE, json.dumps(user))
    cookie = value.decode() if isinstance(value, bytes) else value
    return {"Cookie": f"{_COOKIE}={cookie}; _streamlit_xsrf={_XSRF}", "Origin": address}


def test_this_machine_reads_and_elsewhere_does_not(plain: str) -> None:
    assert _WALL not in told(plain)
    assert _WALL not in told(plain, Origin=plain)
    for headers in ({"Host": "paper.example"}, {"X_Forwarded_For": "127.0.0.1"}, {"Forwarded": "for=127.0.0.1"}):
        shown = told(plain, **headers)
        assert _WALL in shown
        assert "bidi_component" not in shown


def test_a_page_of_elsewhere_gets_no_connection(plain: str) -> None:
    with pytest.raises(HTTPClientError, match="403"):
        told(plain, Origin="https://elsewhere.example")


def test_with_a_sign_in_only_who_signed_in_reads(newsroom: str) -> None:
    assert _WALL in told(newsroom)
    assert _WALL in told(newsroom, **signed("stranger@paper.example", newsroom))
    assert _WALL in told(newsroom, **signed("e@paper.example", newsroom, secret=_OTHER))
    assert _WALL not in told(newsroom, **signed("r@paper.example", newsroom))
    assert _WALL not in told(newsroom, **signed("e@paper.example", newsroom))
