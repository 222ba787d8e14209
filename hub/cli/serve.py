"""`hub serve`: the hub over a migrated database, until it is told to stop."""

import asyncio

import typer
from sqlalchemy.ext.asyncio import create_async_engine

from hub.asgi import installed_hub
from hub.assembly import Hub
from hub.auth.seam import make_ready
from hub.auth.vault import open_vault
from hub.database.address import driver_url
from hub.database.running import running
from hub.endpoint.logs import configure
from hub.endpoint.serve import PortError, Started
from hub.endpoint.serve import serve as serve_app
from hub.settings import PREFIX, Settings, SettingsError, load

app = typer.Typer()


@app.command("serve")
def serve() -> None:
    """Serve the endpoint; Ctrl-C or SIGTERM finishes the running requests, then stops the database it started."""
    settings = load()
    configure(settings.log_level)
    with running(settings) as url:
        asyncio.run(_prepare(url, settings))
        run(installed_hub(url, settings), settings)


async def _prepare(url: str, settings: Settings) -> None:
    """Signing keys before the first token, and no demo clients in production."""
    owner = create_async_engine(driver_url(url), hide_parameters=True)
    try:
        vault = open_vault(settings.data_dir / "secrets", settings.key_encryption_key)
        await make_ready(owner, vault, settings.environment)
    finally:
        await owner.dispose()


def run(hub: Hub, settings: Settings, started: Started | None = None) -> None:
    """Serve a hub where the settings say; raises SettingsError for a port that can't be had."""
    try:
        serve_app(
            hub.app(),
            host=settings.host,
            port=settings.port,
            metrics=hub.metrics,
            metrics_port=settings.metrics_port,
            started=started,
            grace_seconds=settings.drain_seconds,
            proxies=settings.proxies,
        )
    except PortError as error:
        name = "PORT" if error.port == settings.port else "METRICS_PORT"
        raise SettingsError(f"{PREFIX}{name}: {error}. Stop what has it, or choose another.") from error
