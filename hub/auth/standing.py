"""What the tables say of a client now: its organisation, its roles, the standing of the organisation."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import col

from hub.auth.models import Client
from hub.auth.policy import Standing
from hub.programme.models import Measure, MeasureBody
from hub.programme.pairing import load_reach


@dataclass(frozen=True, slots=True)
class Member:
    """For whom a client acts."""

    organisation: str
    roles: frozenset[str]
    standing: Standing


async def read_member(connection: AsyncConnection, client_id: str) -> Member | None:
    """For whom this client acts now; None when it is disabled or gone."""
    statement = select(col(Client.organisation_code), col(Client.roles)).where(
        col(Client.id) == client_id, col(Client.disabled_at).is_(None)
    )
    row = (await connection.execute(statement)).first()
    if row is None:
        return None
    organisation, roles = row
    return Member(organisation, frozenset(roles), await read_standing(connection, organisation))


async def read_standing(connection: AsyncConnection, organisation: str) -> Standing:
    """What the programme says of an organisation now."""
    measures = await connection.scalars(select(col(Measure.code)))
    answers = col(MeasureBody.organisation_code) == organisation
    answered = await connection.scalars(select(col(MeasureBody.measure_code)).where(answers))
    own, paired = await load_reach(connection, organisation)
    return Standing(frozenset(measures), frozenset(answered), own, paired)
