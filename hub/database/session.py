"""The settings of every session that serves requests, under the role that owns nothing."""

import asyncpg

from hub.database.binaries import DatabaseError
from hub.database.roles import SERVICE

ROLE = SERVICE
CONNECT_SECONDS = 5.0
STATEMENTS = 500
"""Prepared statements that a connection keeps; the least recently used is closed for a new one."""


def server_settings(
    application: str, statement_seconds: float, lock_seconds: float, role: str | None = None
) -> dict[str, str]:
    """What a session is opened with; these can't be lost as a SET could be."""
    return {
        "role": role or ROLE,
        "application_name": application,
        "search_path": "public",
        "timezone": "UTC",
        "jit": "off",
        "plan_cache_mode": "force_generic_plan",
        "statement_timeout": f"{round(statement_seconds * 1000)}ms",
        "lock_timeout": f"{round(lock_seconds * 1000)}ms",
        "idle_in_transaction_session_timeout": "30s",
    }


async def connect(dsn: str, application: str, statement_seconds: float, lock_seconds: float) -> asyncpg.Connection:
    """A connection under the role; raises DatabaseError when the database has not been migrated."""
    try:
        return await asyncpg.connect(
            dsn,
            timeout=CONNECT_SECONDS,
            statement_cache_size=STATEMENTS,
            max_cached_statement_lifetime=0,
            max_cacheable_statement_size=0,
            server_settings=server_settings(application, statement_seconds, lock_seconds),
        )
    except asyncpg.InvalidParameterValueError as error:
        raise DatabaseError(f"The database has no role {ROLE}; run `hub migrate` first.") from error
