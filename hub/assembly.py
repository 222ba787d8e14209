"""One hub in one process: a composed schema, a database and the settings become an app."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Protocol

import strawberry
from sqlalchemy.exc import ProgrammingError
from starlette.applications import Starlette
from starlette.requests import Request

from hub.administration.keeper import Keeper
from hub.app import create_app
from hub.auth.access import SYSTEM, Access
from hub.auth.audit import Ledger, Trail
from hub.auth.audit.seal import Sealer
from hub.auth.seam import Authorization
from hub.auth.vault import open_vault
from hub.context import Facts, HubContext
from hub.contract import Indicator
from hub.database.engine import Database
from hub.endpoint.example import example_routes
from hub.endpoint.limits import Limits
from hub.endpoint.metrics import Metrics
from hub.endpoint.persisted import Persisted
from hub.operations.registry import Registry
from hub.programme.pairing import load_span
from hub.query.loaders import Loaders
from hub.query.plan.planner import Planner
from hub.query.record import RecordInfo
from hub.records.service import Writer
from hub.settings import Operations, Settings
from hub.texts import preferred


class Composed(Protocol):
    """What the hub needs of its sectors, composed; see `schema.compose`."""

    @property
    def schema(self) -> strawberry.Schema:
        """The schema."""

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures that have records."""

    @property
    def records(self) -> Sequence[RecordInfo]:
        """Every record type."""

    @property
    def indicators(self) -> Mapping[str, Indicator]:
        """What measures the plan's targets, by the target's key."""


class NotLoadedError(Exception):
    """The database holds no programme; the message says how to load one."""


@dataclass
class Hub:
    """One process's hub. `open` it in the event loop that serves, `close` it there."""

    composed: Composed
    database: Database
    authorization: Authorization
    settings: Settings
    metrics: Metrics = field(default_factory=Metrics)

    def __post_init__(self) -> None:
        """Nothing is read before `open`."""
        self._facts: Facts | None = None
        self._rules = SYSTEM.settings(self.composed.measures)
        self._trail, self._sealer = Trail(self.database.engine), Sealer(self.database.engine)
        core = self.composed.schema._schema  # noqa: SLF001 - strawberry has no public name for graphql-core's own
        self.planner = Planner(core) if self.settings.plans else None

    async def open(self) -> None:
        """Check the database and read the programme's days; NotLoadedError if it isn't migrated or holds none."""
        await self.database.open()
        try:
            async with self.database.engine.connect() as connection:
                span = await load_span(connection)
        except ProgrammingError as error:
            raise NotLoadedError("the database isn't migrated: run `hub migrate`") from error
        if span is None:
            raise NotLoadedError("the database holds no programme: run `hub programme load`")
        settings = self.settings
        records = {info.table.name: info for info in self.composed.records}
        sizes = (settings.page_default, settings.page_max, settings.small_cell)
        self._facts = Facts(span, self.composed.indicators, *sizes, records)
        self._sealer.start()

    async def close(self) -> None:
        """Close every connection, after what runs has ended."""
        await self._sealer.stop()
        await self.database.close()

    async def context(self, request: Request) -> HubContext:
        """The context of one request; raises `Unauthenticated` for a token that doesn't hold."""
        return self.context_for(
            await self.authorization.access_of(request),
            request.headers.get("accept-language"),
            datetime.now(UTC).date(),
        )

    def context_for(self, access: Access, accept_language: str | None, today: date) -> HubContext:
        """The context of one reader."""
        if self._facts is None:
            raise RuntimeError("the hub isn't open")
        readers = self.database.readers
        return HubContext(
            access,
            preferred(accept_language),
            Loaders(readers, access.settings(self.composed.measures)),
            Loaders(readers, self._rules),
            Writer(self.database, access, self._facts),
            self._facts,
            today,
            Ledger(self._trail, access),
            Keeper(self.database, self.authorization.passwords, access),
        )

    def app(self) -> Starlette:
        """The ASGI app, which opens and closes the hub with its lifespan."""

        @asynccontextmanager
        async def lifespan(_: Starlette) -> AsyncIterator[None]:
            await self.open()
            try:
                yield
            finally:
                await self.close()

        self.metrics.gauges.append(self.database.gauges)
        if self.planner is not None:
            self.metrics.gauges.append(self.planner.numbers)
        return create_app(
            self.composed.schema,
            context=self.context,
            ready=self.database.ready,
            limits=Limits.of(self.settings),
            metrics=self.metrics,
            plans=self.planner,
            persisted=Persisted(Registry(self.database.engine), trusted=self.settings.operations is Operations.TRUSTED),
            routes=[*self.authorization.routes(), *(example_routes() if self.settings.demo else ())],
            lifespan=lifespan,
            origins=self.authorization.origins,
        )


def assemble(composed: Composed, url: str, settings: Settings) -> Hub:
    """The hub over a migrated database."""
    database = Database(url, composed.measures, settings)
    vault = open_vault(settings.data_dir / "secrets", settings.key_encryption_key)
    authorization = Authorization(database.engine, settings.public_url, vault, settings.access_token_seconds)
    return Hub(composed, database, authorization, settings)
