"""The second factor of a person: its secret, sealed at rest, and codes that are taken once."""

from collections.abc import Callable

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlmodel import col

from hub.auth.errors import VaultError
from hub.auth.people import totp
from hub.auth.people.errors import PageError
from hub.auth.people.models import Person
from hub.auth.vault import Vault
from hub.endpoint.logs import logger
from hub.texts import Text

log = logger("hub.auth.people")
LOST = Text(
    "Your second factor can't be read any more. Ask your administrator to reset it.",
    "无法读取您的双重验证信息。请联系管理员重置。",
)


class SecondFactors:
    """Everybody's second factor, by time-based codes."""

    def __init__(self, engine: AsyncEngine, vault: Vault, clock: Callable[[], float]) -> None:
        self._engine, self._vault, self._clock = engine, vault, clock

    async def secret_of(self, person: Person) -> str:
        """The secret of the person's app, made when there is none yet; two tabs get the same."""
        if person.totp_jwe is None:
            sealed = self._vault.seal(_label(person), {"secret": totp.new_secret()})
            none_yet = (col(Person.id) == person.id) & col(Person.totp_jwe).is_(None)
            async with AsyncSession(self._engine) as db, db.begin():
                await db.execute(update(Person).where(none_yet).values(totp_jwe=sealed))
                person.totp_jwe = await db.scalar(select(col(Person.totp_jwe)).where(col(Person.id) == person.id))
        return self._opened(person)

    async def takes(self, person: Person, code: str) -> bool:
        """Whether the code is right now, and was not taken before, be it a moment ago in another process."""
        if person.totp_jwe is None:
            return False
        step = totp.step_of(self._opened(person), "".join(code.split()), self._clock(), person.totp_step)
        if step is None:
            return False
        later = col(Person.totp_step).is_(None) | (col(Person.totp_step) < step)
        taking = update(Person).where(col(Person.id) == person.id, later).values(totp_step=step)
        async with self._engine.begin() as connection:
            return (await connection.execute(taking)).rowcount == 1

    def _opened(self, person: Person) -> str:
        """The secret; PageError if the key-encryption key has been lost since it was made."""
        try:
            return str(self._vault.open(_label(person), person.totp_jwe or "")["secret"])
        except VaultError:
            log.error("second_factor_unreadable", person=str(person.id))  # noqa: TRY400 - its text speaks of keys
            raise PageError(LOST, 503) from None


def _label(person: Person) -> str:
    """What the sealed secret is bound to: nobody's secret serves for another."""
    return f"totp:{person.id}"
