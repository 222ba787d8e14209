"""Demo clients with random secrets of their own in each data folder; never in production."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import func, select, text, union_all
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlmodel import col

from hub.auth.access import Act
from hub.auth.clients.demo import browser_app
from hub.auth.errors import DemoError
from hub.auth.models import CLIENT_CREDENTIALS, Client, hash_of
from hub.auth.people.models import Person
from hub.auth.policy import RULES, acts_of
from hub.auth.vault import write_private
from hub.programme.kinds import OrganisationRole
from hub.programme.models import MeasureBody, Organisation

FILE = "clients.json"
PRODUCTION = "production"


@dataclass(frozen=True, slots=True)
class DemoClient:
    """A client to be provided: its name, for whom it acts, and in which role (none: it may read nothing)."""

    name: str
    organisation: str
    role: str | None

    def row(self, secret: str) -> Client:
        """The client as the authorization server keeps it."""
        roles = [self.role] if self.role else []
        return Client(
            id=self.name,
            organisation_code=self.organisation,
            roles=roles,
            scopes=sorted(acts_of(roles, RULES) | {Act.READ}),
            grants=[CLIENT_CREDENTIALS],
            secret_hash=hash_of(secret),
            demo=True,
        )


async def provision(owner: AsyncEngine, folder: Path, environment: str) -> dict[str, str]:
    """Provide a client for every organisation and the named extra ones; the secrets by name, as in `folder`.

    A secret that is there is kept. `owner` may write the table. Raises DemoError in production.
    """
    refuse_in_production(environment)
    async with AsyncSession(owner) as session, session.begin():
        await session.execute(text("select pg_advisory_xact_lock(hashtext('hub_demo_clients'))"))
        clients = planned(await organisations(session))
        known = read_secrets(folder) if (folder / FILE).exists() else {}
        given = {client.name: known.get(client.name) or secrets.token_urlsafe(32) for client in clients}
        _write(folder / FILE, known | given)
        for client in clients:
            await session.execute(_upsert(client.row(given[client.name])))
        await session.execute(_upsert(browser_app(clients[0].organisation)))
    return given


def refuse_in_production(environment: str) -> None:
    """Raise DemoError where the demo must not be."""
    if environment == PRODUCTION:
        raise DemoError(
            "demo clients are refused with HUB_ENVIRONMENT=production: leave the demo to a development environment"
        )


async def organisations(session: AsyncSession) -> list[tuple[str, OrganisationRole | None]]:
    """Every organisation with its role, in the order in which the plan names them."""
    order = func.min(col(MeasureBody.position))
    answers = col(MeasureBody.organisation_code) == col(Organisation.code)
    statement = select(col(Organisation.code), col(Organisation.role)).outerjoin(MeasureBody, answers)
    rows = await session.execute(statement.group_by(col(Organisation.code)).order_by(order, col(Organisation.code)))
    return [(code, role) for code, role in rows]


def _upsert(client: Client) -> Insert:
    values = client.model_dump(exclude={"created_at", "disabled_at"})
    changed = {name: value for name, value in values.items() if name != "id"}
    return insert(Client).values(values).on_conflict_do_update(index_elements=["id"], set_=changed)


def planned(organisations: list[tuple[str, OrganisationRole | None]]) -> list[DemoClient]:
    """One client for each organisation, under its name; an auditor; a frontend app for the plan's first district."""
    clients = [DemoClient(code, code, role.name.lower() if role else None) for code, role in organisations]
    first = {client.role: client for client in reversed(clients)}
    extra = {"auditor": "auditor", "frontend-app": "district"}
    return clients + [replace(first[role], name=name) for name, role in extra.items() if role in first]


def read_secrets(folder: Path) -> dict[str, str]:
    """The demo secrets by client name; raises DemoError if there are none."""
    path = folder / FILE
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DemoError(f"there are no demo clients at {path}: start the demo once (hub demo)") from None
    except (OSError, ValueError) as error:
        raise DemoError(f"{path} can't be read ({error}): delete it and start the demo again") from None
    if not isinstance(known, dict) or not all(isinstance(secret, str) for secret in known.values()):
        raise DemoError(f"{path} holds no secrets by name: delete it and start the demo again")
    return known


def _write(path: Path, known: Mapping[str, str]) -> None:
    new = write_private(path, json.dumps(known, indent=2, sort_keys=True) + "\n")
    new.replace(path)


async def refuse_demo_clients(engine: AsyncEngine) -> None:
    """Raise DemoError if the database holds a demo client or person not disabled; asked at a start in production."""
    clients = select(col(Client.id)).where(col(Client.demo), col(Client.disabled_at).is_(None))
    people = select(col(Person.name)).where(col(Person.demo), col(Person.disabled_at).is_(None))
    async with AsyncSession(engine) as session:
        if name := await session.scalar(union_all(clients, people).limit(1)):
            raise DemoError(
                f"the database holds demo clients or people ({name}, …): HUB_ENVIRONMENT=production needs one without"
            )
