"""What the log never says, at its most talkative, over the day of a whole hub."""

import logging
from collections.abc import Iterator
from io import StringIO

import asyncpg
import pytest

from hub.endpoint.logs import configure
from tests.hub.auth.people.conftest import PASSWORD, VERIFIER
from tests.hub.records.office import COUNTY, Office
from tests.hub.whole.conftest import Town, held
from tests.hub.whole.test_told import NAMES, SURVEYOR, approval, personal_read

WRONG = "never the right password"
REMARK = "the bank near Wang Xiaoming's house"


@pytest.fixture
def log() -> Iterator[StringIO]:
    """The log of the hub and of every library, at DEBUG."""
    before, level = logging.getLogger().handlers, logging.getLogger("hub").level
    lines = StringIO()
    configure("DEBUG", lines)
    logging.getLogger().setLevel(logging.DEBUG)  # libraries too, which the hub itself never lets speak there
    yield lines
    logging.getLogger().handlers = before
    logging.getLogger().setLevel(logging.WARNING)
    logging.getLogger("hub").setLevel(level)


@pytest.mark.acceptance(53)
async def test_the_log_at_debug_holds_no_token_secret_password_code_or_personal_value(
    town: Town, office: Office, owner: asyncpg.Connection, log: StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    await town.add("case", "health-commission", "bureau", "bureau-casework")
    await town.sign_in("case", WRONG)
    await approval(office)
    await office.create(remark=REMARK)
    assert SURVEYOR in await personal_read(town, owner)
    code = await town.code("case", "openid read")
    tokens = (await town.redeem(code)).json()
    await town.redeem(code)
    entered = held(await town.sign_in("case"))["Cookie"].partition("=")[2]
    secrets = [*(tokens[name] for name in ("access_token", "refresh_token", "id_token")), await town.hub.token(COUNTY)]
    secrets += [code, entered, VERIFIER, PASSWORD, WRONG, SURVEYOR, REMARK, *town.hub._clients.values()]
    await broken(town, owner, tokens["access_token"])
    written = log.getvalue() + "".join(capfd.readouterr())
    assert "token_issued" in written
    assert "field failed" in written or "INTERNAL" in written
    told = [secret for secret in secrets if secret in written or secret[-30:] in written]
    assert told == []


async def broken(town: Town, owner: asyncpg.Connection, token: str) -> None:
    """A request that fails inside of the database, with a value in it."""
    await owner.execute("alter table river_survey rename column surveyor to surveyor_")
    answer = await town.ask(token, NAMES)
    await owner.execute("alter table river_survey rename column surveyor_ to surveyor")
    assert answer["errors"][0]["extensions"]["code"] == "INTERNAL"
