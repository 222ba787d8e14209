"""The first frontend app of the guides, served from the demo's own origin so that a browser lets it ask the hub."""

from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Message, Receive, Scope, Send

FOLDER = Path(__file__).parents[2] / "docs" / "frontend"
PLACE = "/example"
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "referrer-policy": "no-referrer",
    "cache-control": "no-cache",
}
"""The page holds a token: it runs its own script, asks its own origin, and nothing else."""


class _Pages(StaticFiles):
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a file of the folder with the headers of a page that holds a token."""

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await super().__call__(scope, receive, guarded)


def example_routes(folder: Path = FOLDER) -> list[BaseRoute]:
    """`/example/`, where the guides' files are there: in a checkout, not in an installed hub. For the demo only."""
    return [Mount(PLACE, _Pages(directory=folder, html=True))] if folder.is_dir() else []
