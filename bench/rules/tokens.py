"""What it takes to verify a token that was seen before, as every request of a client has it but the first."""

import time
from pathlib import Path

from sqlalchemy.ext.asyncio import create_async_engine

from bench.exchange import HOST
from bench.peers.questions import LEAD
from bench.served import Served
from hub.auth.grants.denials import Denials
from hub.auth.issuer import Issuer
from hub.auth.keys import Keyring
from hub.auth.tokens import Verifier
from hub.auth.vault import open_vault
from hub.database.address import driver_url
from hub.database.running import running
from hub.settings import load

TIMES = 50_000
MOST = 10.0
"""The promise, in microseconds of CPU."""


async def microseconds(hub: Served, data: Path) -> float:
    """CPU of one verification in this process, with the keys and denials of a hub that is running."""
    token = hub.headers(LEAD)["authorization"].removeprefix("Bearer ")
    with running(load(data_dir=data)) as url:
        engine = create_async_engine(driver_url(url))
        try:
            keys, denials = Keyring(engine, open_vault(data / "secrets"), time.time), Denials(engine, time.time)
            return await _timed(Verifier(Issuer.of(f"http://{HOST}:{hub.port}"), keys, denials, time.time), token)
        finally:
            await engine.dispose()


async def _timed(verifier: Verifier, token: str) -> float:
    await verifier.verify(token)
    begun = time.process_time()
    for _ in range(TIMES):
        await verifier.verify(token)
    return (time.process_time() - begun) / TIMES * 1e6
