"""Many people at the dashboard at once, each a connection of its own that sends what a browser sends for a click.

The messages are recorded from one real browser; the browsers' own drawing is left out, as sixteen of them beside the
server on one machine measure the machine (`benchmarks.dashboard.measure_pages` does that too).
"""

from __future__ import annotations

import asyncio
import time
from threading import Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page, WebSocket
    from websockets.asyncio.client import ClientConnection


class Sent:
    """The messages that a page sends over its websocket, those since it was asked last."""

    def __init__(self, page: Page) -> None:
        self._frames: list[bytes] = []
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framesent", lambda frame: self._frames.append(frame.encode() if isinstance(frame, str) else frame))

    def taken(self) -> list[bytes]:
        """What was sent since the last time."""
        frames, self._frames = self._frames, []
        return frames


def answers(address: str, opening: bytes, clicks: list[bytes], people: int, rounds: int) -> list[float]:
    """Seconds from a click until the server has said all that it changes; all people click at the same moment.

    address: of the dashboard. opening: a browser's first message. clicks: its messages for a click and for its undoing,
    sent in turn. Each round waits for the slowest.
    """
    times: list[float] = []

    async def all_of_them() -> None:
        together = asyncio.Barrier(people)
        await asyncio.gather(*(_person(address, opening, clicks, rounds, together, times) for _ in range(people)))

    # A thread of its own: the browser's library has a loop of its own in this one.
    thread = Thread(target=lambda: asyncio.run(all_of_them()))
    thread.start()
    thread.join()
    return times


async def _person(
    address: str, opening: bytes, clicks: list[bytes], rounds: int, together: asyncio.Barrier, times: list[float]
) -> None:
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
    from websockets.asyncio.client import connect

    async def answered(socket: ClientConnection) -> None:
        message: Any = ForwardMsg()
        while message.WhichOneof("type") != "script_finished":
            message.ParseFromString(await socket.recv())

    place = address.replace("http", "ws", 1) + "/_stcore/stream"
    async with connect(place, subprotocols=["streamlit"], max_size=None, compression=None) as socket:  # type: ignore[list-item]
        await socket.send(opening)
        await answered(socket)
        for number in range(rounds):
            await together.wait()
            begun = time.perf_counter()
            await socket.send(clicks[number % len(clicks)])
            await answered(socket)
            times.append(time.perf_counter() - begun)
