"""A connection whose small writes leave together: uvicorn writes head and body of an answer one after the other."""

import asyncio


class Joined(asyncio.Transport):
    """Holds one write back for the next to join; what none follows leaves when the event loop has nothing to do.

    A packet and a system call less for every answer, for the client as for the hub.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, transport: asyncio.Transport) -> None:
        super().__init__()
        self._loop, self._transport = loop, transport
        self._held = b""

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Write with what is held, else hold it for a moment."""
        if self._held:
            held, self._held = self._held, b""
            self._transport.write(held + data)
        else:
            self._held = bytes(data)
            self._loop.call_soon(self._release)

    def close(self) -> None:
        """Write what is held, and close."""
        self._release()
        self._transport.close()

    def is_closing(self) -> bool:
        """Whether it closes, or is closed."""
        return self._transport.is_closing()

    def _release(self) -> None:
        if self._held:
            held, self._held = self._held, b""
            self._transport.write(held)
