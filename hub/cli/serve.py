"""`hub serve`: the hub over a migrated database, until it is told to stop."""

import typer

from hub.asgi import installed_hub
from hub.assembly import Hub
from hub.database.running import running
from hub.endpoint.logs import configure
from hub.endpoint.serve import Started
from hub.endpoint.serve import serve as serve_app
from hub.settings import Settings, load

app = typer.Typer()


@app.command("serve")
def serve() -> None:
    """Serve the endpoint; Ctrl-C or SIGTERM finishes the running requests, then stops the database it started."""
    settings = load()
    configure(settings.log_level)
    with running(settings) as url:
        run(installed_hub(url, settings), settings)


def run(hub: Hub, settings: Settings, started: Started | None = None) -> None:
    """Serve a hub where the settings say."""
    serve_app(
        hub.app(),
        host=settings.host,
        port=settings.port,
        metrics=hub.metrics,
        metrics_port=settings.metrics_port,
        started=started,
    )
