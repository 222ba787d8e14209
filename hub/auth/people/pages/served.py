"""The pages' routes with what they share: style, picture, and a page for whatever is refused."""

from collections.abc import Awaitable, Callable, Sequence

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

from hub.auth.people.errors import PageError
from hub.auth.people.pages.look import HERE, MARK, STYLE, Look

Endpoint = Callable[[Request], Awaitable[Response]]
PUBLIC = {"Cache-Control": "public, max-age=3600", "X-Content-Type-Options": "nosniff"}


def served(look: Look, routes: Sequence[Route]) -> list[BaseRoute]:
    """These routes, with what a PageError says as a page, and the files that every page needs."""
    guarded = [Route(route.path, _guarded(look, route.endpoint), methods=list(route.methods or ())) for route in routes]
    return [*guarded, _file(STYLE, "style.css", "text/css"), _file(MARK, "mark.svg", "image/svg+xml")]


def _guarded(look: Look, endpoint: Endpoint) -> Endpoint:
    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except PageError as error:
            return look.page(request, "error", error.status, shown={"what": error.text})

    return answer


def _file(path: str, name: str, media: str) -> Route:
    async def answer(_: Request) -> Response:
        return FileResponse(HERE / name, media_type=media, headers=PUBLIC)

    return Route(path, answer, methods=["GET"])
