"""Data as no constraint allows it, for what is asked where the data is wrong."""

import asyncpg


async def plant(url: str, table: str, column: str, value: str = "null") -> None:
    """Write what the constraints forbid into one row."""
    owner = await asyncpg.connect(url)
    checks = await owner.fetch(
        "select conname from pg_constraint where conrelid = $1::regclass and contype = 'c'", table
    )
    for check in checks:
        await owner.execute(f'alter table {table} drop constraint "{check[0]}"')
    await owner.execute(f"alter table {table} alter {column} drop not null")
    await owner.execute(f"alter table {table} disable trigger user")
    await owner.execute(f"update {table} set {column} = {value} where id = 3")
    await owner.close()
