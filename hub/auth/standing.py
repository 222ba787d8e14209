"""What the tables say of a token's bearer now: organisation, roles, the standing of the organisation."""

from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select, true
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import col

from hub.auth.models import AuthMethod, Client
from hub.auth.people.models import Person
from hub.auth.policy import Standing
from hub.auth.tokens import Claims
from hub.programme.models import Measure, MeasureBody
from hub.programme.pairing import load_reach

_Facts: TypeAlias = Select[str, str, list[str], bool]
"""Name, organisation, roles, and whether weighty acts are open."""


@dataclass(frozen=True, slots=True)
class Member:
    """For whom a token's bearer acts."""

    name: str
    """As people read it."""
    organisation: str
    roles: frozenset[str]
    standing: Standing
    proved: bool = True
    """Whether personal data and approvals are open to it: not to a client on its own that has but a secret."""


async def read_member(connection: AsyncConnection, claims: Claims) -> Member | None:
    """For whom the bearer of these claims acts now; None when client or person is disabled or gone."""
    if claims.family is None:
        return await _read(connection, _client(claims.client_id))
    through = select(col(Client.id)).where(col(Client.id) == claims.client_id, col(Client.disabled_at).is_(None))
    return await _read(connection, _person(col(Person.id) == UUID(claims.subject)).where(through.exists()))


async def read_named(connection: AsyncConnection, name: str) -> Member | None:
    """The client that acts under this name for itself, else the person who signs in with it; None for neither."""
    client = await _read(connection, _client(name))
    return client or await _read(connection, _person(col(Person.name) == name))


def _client(name: str) -> _Facts:
    """A client that acts for its own organisation; what is the demo's opens invented people only."""
    proved = col(Client.demo) | (col(Client.auth_method) != AuthMethod.CLIENT_SECRET)
    columns = select(col(Client.id), col(Client.organisation_code), col(Client.roles), proved)
    return columns.where(col(Client.id) == name, col(Client.disabled_at).is_(None))


def _person(who: ColumnElement[bool]) -> _Facts:
    """A person for whom a client acts: theirs are the organisation and the roles, and nothing is the client's."""
    columns = select(col(Person.display_name), col(Person.organisation_code), col(Person.roles), true())
    return columns.where(who, col(Person.disabled_at).is_(None))


async def _read(connection: AsyncConnection, facts: _Facts) -> Member | None:
    row = (await connection.execute(facts)).first()
    if row is None:
        return None
    name, organisation, roles, proved = row
    return Member(name, organisation, frozenset(roles), await read_standing(connection, organisation), proved)


async def read_standing(connection: AsyncConnection, organisation: str) -> Standing:
    """What the programme says of an organisation now."""
    measures = await connection.scalars(select(col(Measure.code)))
    answers = col(MeasureBody.organisation_code) == organisation
    answered = await connection.scalars(select(col(MeasureBody.measure_code)).where(answers))
    own, paired = await load_reach(connection, organisation)
    return Standing(frozenset(measures), frozenset(answered), own, paired)
