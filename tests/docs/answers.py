"""The answers that the pages show, asked of a demo hub; `.venv/bin/python -m tests.docs.answers` writes them."""

import asyncio
import json
import re
import tempfile
from pathlib import Path
from typing import Any

from hub.database.branches import installed_branches
from hub.database.server import Server
from hub.demo.prepare import prepare
from hub.endpoint.logs import configure
from hub.settings import Settings
from hub.testing.client import HubClient, hub_client
from schema.compose import Composition
from schema.discovery import discover
from tests.docs.pages import NOBODY, REST, TWIN, Example, examples, guides, twin

WIDTH, ITEMS, LETTERS = 110, 2, 40


def shortened(value: Any, items: int = ITEMS) -> Any:
    """An answer with long lists and cursors cut, and marked where they are; lists within lists are cut shorter."""
    match value:
        case dict():
            return {name: shortened(inner, items) for name, inner in value.items()}
        case list():
            kept = [shortened(inner, max(items - 1, 1)) for inner in value[:items]]
            return kept if len(value) <= items else [*kept, REST]
        case str() if len(value) > LETTERS and re.fullmatch(r"[\w-]+", value):
            return f"{value[:12]}{REST}"
    return value


def printed(value: Any, indent: str = "", used: int = 0) -> str:
    """JSON on one line where it fits, else an item a line."""
    line = json.dumps(value, ensure_ascii=False)
    if len(indent) + used + len(line) <= WIDTH or not isinstance(value, dict | list) or not value:
        return line
    deeper = f"{indent}  "
    if isinstance(value, dict):
        items = [f"{json.dumps(name)}: {printed(inner, deeper, len(name) + 4)}" for name, inner in value.items()]
    else:
        items = [printed(inner, deeper) for inner in value]
    ends = "{}" if isinstance(value, dict) else "[]"
    body = f",\n{deeper}".join(items)
    return f"{ends[0]}\n{deeper}{body}\n{indent}{ends[1]}"


async def ask(hub: HubClient, page: Path, example: Example) -> str:
    """The block that shows the answer, in the page's language."""
    client = None if example.client == NOBODY else example.client
    answer = await hub.answer(example.query, as_=client, language="zh" if page.name.endswith(TWIN) else "en")
    return f"\n```json\n{printed(shortened(answer))}\n```\n"


def put(text: str, example: Example, answer: str) -> str:
    """The page with this answer below its query, in place of the former one."""
    query = f"```graphql\n# as: {example.client}\n{example.query}```\n"
    place = re.compile(rf"{re.escape(query)}(?:\n+```json\n.*?^```\n)?", re.DOTALL | re.MULTILINE)
    return place.sub(lambda _: f"{query}{answer}", text)


async def answers(url: str, data_dir: Path) -> list[tuple[Path, Example, str]]:
    """Every answer of every page, from a hub as the demo makes it."""
    modules = discover()
    await prepare(url, modules, installed_branches(), Settings(demo=True, data_dir=data_dir))
    pages = [path for guide in guides() for path in (guide, twin(guide))]
    asked = [(page, example) for page in pages for example in examples(page) if example.client]
    async with hub_client(Composition(modules), url, data_dir) as hub:
        return [(page, example, await ask(hub, page, example)) for page, example in asked]


def write(data_dir: Path) -> None:
    """Write the answers into the pages."""
    server = Server(data_dir, durable=False)
    try:
        for page, example, answer in asyncio.run(answers(server.start(), data_dir)):
            page.write_text(put(page.read_text(), example, answer))
    finally:
        server.stop()


if __name__ == "__main__":
    configure("WARNING")
    with tempfile.TemporaryDirectory() as scratch:
        Path(scratch).chmod(0o755)  # the server's account has to reach it
        write(Path(scratch))
