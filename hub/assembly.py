"""One hub in one process: a composed schema, a database and the settings become an app."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from time import monotonic
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
from hub.auth.principal import FRESH
from hub.auth.remembered import Remembered
from hub.auth.seam import Authorization
from hub.auth.vault import open_vault
from hub.context import Facts, HubContext
from hub.contract import Indicator
from hub.database.engine import Database
from hub.endpoint.example import example_routes
from hub.endpoint.limits import Limits
from hub.endpoint.metrics import Metrics
from hub.endpoint.persisted import Persisted
from hub.endpoint.rates import Rates
from hub.export.view import Export
from hub.headers import header
from hub.operations.registry import Registry
from hub.programme.pairing import load_span
from hub.programme.register import Register, load_register
from hub.query.loaders import Loaders
from hub.query.plan.planner import Planner
from hub.query.record import RecordInfo
from hub.records.service import Writer
from hub.settings import Operations, Settings
from hub.texts import preferred

CLOSED = "the hub isn't open"


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
    clock: Callable[[], float] = monotonic
    """Seconds, by which what is remembered grows old."""

    def __post_init__(self) -> None:
        """Nothing is read before `open`."""
        self._facts: Facts | None = None
        self._register = Remembered(self._read_register, self._now, FRESH)
        self._rules = SYSTEM.settings(self.composed.measures)
        self._trail, self._sealer = Trail(self.database.engine), Sealer(self.database.engine)
        self._core = self.composed.schema._schema  # noqa: SLF001 - strawberry has no public name for graphql-core's own
        self.planner = Planner(self._core) if self.settings.plans else None

    async def open(self) -> None:
        """Check the database and read the programme's days; NotLoadedError if it isn't migrated or holds none."""
        await self.database.open()
        try:
            async with self.database.engine.connect() as connection:
                span = await load_span(connection)
                register = None if span is None else await load_register(connection, span)
        except ProgrammingError as error:
            raise NotLoadedError("the database isn't migrated: run `hub migrate`") from error
        if span is None or register is None:
            raise NotLoadedError("the database holds no programme: run `hub programme load`")
        settings = self.settings
        records = {info.table.name: info for info in self.composed.records}
        sizes = (settings.page_default, settings.page_max, settings.small_cell)
        self._facts = Facts(span, self.composed.indicators, register, *sizes, records)
        self._sealer.start()

    async def close(self) -> None:
        """Close every connection, after what runs has ended."""
        await self._sealer.stop()
        await self.database.close()

    async def context(self, request: Request) -> HubContext:
        """The context of one request; raises `Unauthenticated` for a token that doesn't hold."""
        if self._register.until <= self.clock():
            await self._refresh()
        return self.context_for(
            await self.authorization.access_of(request),
            header(request.scope, b"accept-language"),
            datetime.now(UTC).date(),
        )

    async def _refresh(self) -> None:
        """Have the plan as it stands in the tables now, or stood a few seconds ago."""
        register = await self._register.get()
        if self._facts is not None and register is not self._facts.register:
            self._facts = replace(self._facts, register=register)

    def _now(self) -> float:
        return self.clock()

    async def _read_register(self) -> Register:
        """The plan; the same object as before where nothing has changed, so that no request has to compare it."""
        if self._facts is None:
            raise RuntimeError(CLOSED)
        async with self.database.engine.connect() as connection:
            register = await load_register(connection, self._facts.programme)
        known = self._facts.register
        return known if register == known else register

    def context_for(self, access: Access, accept_language: str | None, today: date) -> HubContext:
        """The context of one reader."""
        if self._facts is None:
            raise RuntimeError(CLOSED)
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
        limits = Limits.of(self.settings)
        rates = Rates(limits.per_second, limits.at_once)
        export = Export(self._core, self.composed.records, self.context, self.settings, rates)
        return create_app(
            self.composed.schema,
            context=self.context,
            ready=self.database.ready,
            limits=limits,
            metrics=self.metrics,
            plans=self.planner,
            persisted=Persisted(Registry(self.database.engine), trusted=self.settings.operations is Operations.TRUSTED),
            routes=[export.route(), *self.authorization.routes(), *(example_routes() if self.settings.demo else ())],
            lifespan=lifespan,
            origins=self.authorization.origins,
            rates=rates,
        )


def assemble(composed: Composed, url: str, settings: Settings) -> Hub:
    """The hub over a migrated database."""
    database = Database(url, composed.measures, settings)
    vault = open_vault(settings.data_dir / "secrets", settings.key_encryption_key)
    authorization = Authorization(database.engine, settings.public_url, vault, settings.access_token_seconds)
    return Hub(composed, database, authorization, settings)
