"""`hub token`: a real token request for a demo client, so that a newcomer can call the endpoint."""

from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import httpx
import typer

from hub.auth.demo import read_secrets
from hub.auth.errors import AuthError, NoHubError, TokenError
from hub.auth.issuer import Issuer
from hub.settings import load

SECONDS = 10.0
app = typer.Typer()


@app.command("token")
def token(
    name: Annotated[str, typer.Option("--as", help="The demo client, such as lead-office or education-bureau.")],
    url: Annotated[str | None, typer.Option(help="The hub's address; by default HUB_PUBLIC_URL or this port.")] = None,
) -> None:
    """Print an access token for a demo client of the running hub, and nothing else."""
    settings = load()
    address = url or settings.public_url
    try:
        print(request_token(address, name, secret_of(settings.data_dir / "secrets", name)))
    except AuthError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


def secret_of(folder: Path, name: str) -> str:
    """The secret of a demo client; raises TokenError that lists the names near to an unknown one."""
    known = read_secrets(folder)
    if name in known:
        return known[name]
    near = get_close_matches(name, known, n=5, cutoff=0.4) or sorted(known)
    raise TokenError(f"there is no demo client {name!r}; near to it: {', '.join(near)}")


def request_token(url: str, name: str, secret: str) -> str:
    """An access token by client_credentials; raises NoHubError where none answers, TokenError where it refuses."""
    endpoint = Issuer.of(url).token_endpoint
    try:
        form = {"grant_type": "client_credentials"}
        answer = httpx.post(endpoint, data=form, auth=(name, secret), timeout=SECONDS, trust_env=False)
        said = answer.json()
    except httpx.HTTPError as error:
        raise NoHubError(f"no hub answers at {endpoint} ({error}); start it with `hub demo`, or give --url") from None
    except ValueError:
        raise TokenError(f"{endpoint} is not a hub's token endpoint: its answer is no JSON; give --url") from None
    if answer.status_code != httpx.codes.OK:
        raise TokenError(_refusal(name, said))
    return str(said["access_token"])


def _refusal(name: str, said: object) -> str:
    reason = said.get("error_description") or said.get("error") if isinstance(said, dict) else said
    return f"the hub refused {name}: {reason} If the hub runs on another data folder, its secrets are others."
