"""What a start in production refuses to find in the database."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from hub.auth.demo import refuse_demo_clients
from hub.auth.errors import UnsafeError
from hub.database.roles import KEEPER, SERVICE

ROLES = f"('{SERVICE}', '{KEEPER}')"
UNBOUND = f"select rolname from pg_roles where rolname in {ROLES} and (rolsuper or rolbypassrls)"  # noqa: S608
OWNED = f"select relname from pg_class join pg_roles r on r.oid = relowner where rolname in {ROLES} limit 1"  # noqa: S608
WILDCARD = "select id from hub_client where disabled_at is null and array_to_string(origins, ' ') like '%*%' limit 1"
FAULTS = {
    UNBOUND: "row-level security means nothing to the role {}: alter role {} nosuperuser nobypassrls",
    OWNED: "the service owns {}, and so its rules: give the table to the role that migrates",
    WILDCARD: "the origins of the client {} let pages from anywhere in: name them one by one, or disable it",
}
"""Each gives the name of what is unsafe, and what to do about it."""


async def refuse_unsafe(owner: AsyncEngine) -> None:
    """Raise UnsafeError, or DemoError for what the demo made, unless the database is fit for production."""
    await refuse_demo_clients(owner)
    async with owner.connect() as connection:
        for question, fault in FAULTS.items():
            if name := await connection.scalar(text(question)):
                raise UnsafeError(f"HUB_ENVIRONMENT=production: {fault.format(name, name)}")
