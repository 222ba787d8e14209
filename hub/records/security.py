"""Row-level security and history as SQL, for migrations: the third wall, which holds when the second is forgotten.

A migration calls `secure` with a table's name and measure. Whoever words a policy anew adds a migration that gives it
to the tables that are there already, as `0012_reached` does.
"""

from collections.abc import Iterator

APP_ROLE = "hub_app"
"""The role under which the service runs; it owns nothing."""

HISTORY = """
create function hub_record_history() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if coalesce(current_setting('hub.who', true), '') = '' then
    raise exception 'hub.who is not set: nobody answers for this change';
  end if;
  insert into hub_history (relation, row_id, revision, measure, county_code, who, act, old)
  values (tg_table_name, old.id, old.revision, tg_argv[0], old.county_code,
          current_setting('hub.who', true), tg_op, to_jsonb(old));
  return null;
end $$
"""
"""SECURITY DEFINER, so that the service can't write or change history itself."""

SETTLED = "status <> 'DRAFT' and status <> 'REJECTED'"
"""Whether nobody works on the record any more."""

REACHED = f"""
create or replace function hub_reached(measure text, county_code text, status text, starts_on date, ends_on date)
returns boolean language plpgsql stable parallel safe as $$
begin
  return (
    {SETTLED} or current_setting('hub.work_' || measure, true) = '*'
    or county_code = any(string_to_array(current_setting('hub.work_' || measure, true), ','))
  ) and (
    (nullif(current_setting('hub.dated_' || measure, true), '')::jsonb ->> county_code)::datemultirange
      && daterange(starts_on, ends_on, '[]')
    or current_setting('hub.read_' || measure, true) = '*'
    or county_code = any(string_to_array(current_setting('hub.read_' || measure, true), ','))
  );
end $$
"""
"""All rules of reading for one row. In plpgsql, as PostgreSQL would write out a function in SQL where it is called."""


def secure(table: str, measure: str) -> Iterator[str]:
    """The statements that put a sector's table under its measure's rules and keep its history."""
    yield f"alter table {table} enable row level security"
    yield f"alter table {table} force row level security"
    yield f"create policy reading on {table} for select using ({readable(measure)})"
    yield f"create policy writing on {table} for insert with check ({_listed('write', measure)})"
    may_write = _listed("write", measure)
    yield f"create policy changing on {table} for update using ({may_write}) with check ({may_write})"
    yield f"grant select, insert, update on {table} to {APP_ROLE}"
    yield (
        f"create trigger history after update or delete on {table}"
        f" for each row execute function hub_record_history('{measure}')"
    )


def _setting(part: str, measure: str) -> str:
    return f"current_setting('hub.{part}_{measure}', true)"


def _codes(part: str, measure: str) -> str:
    """The counties of a setting, by a scalar sub-select: read once for each statement, not for each row."""
    return f"(select string_to_array({_setting(part, measure)}, ','))::text[]"


def _listed(part: str, measure: str) -> str:
    everywhere = f"(select {_setting(part, measure)} = '*')"
    return f"case when {everywhere} then true else coalesce(county_code = any({_codes(part, measure)}), false) end"


def readable(measure: str) -> str:
    """Whether a row may be read: what holds of most rows of most readers first, as cheap as can be; then the rest.

    The one scalar sub-select gives the counties that are read whole, null where all are: each sub-select costs a
    statement some 5 µs before its first row, and so does what is written out here for a few rows. These, drafts and
    counties that are reached for a time, are left to a function.

    CASE is opaque to the planner on purpose: the statement's own predicate chooses the plan. Of a CASE the planner
    believes that half the rows pass; of IS NOT NULL, nearly all, as they do where the predicate has chosen them.
    """
    read = _setting("read", measure)
    whole = f"(select case when {read} = '*' then null else string_to_array(coalesce({read}, ''), ',') end)::text[]"
    usual = f"{SETTLED} and coalesce(county_code = any({whole}), county_code is not null)"
    reached = f"hub_reached('{measure}', county_code, status, starts_on, ends_on)"
    return f"case when {usual} then true when {reached} then true end is not null"


def secure_reach() -> Iterator[str]:
    """The statements for the function that `readable` calls; a database may have it already."""
    yield REACHED
    yield f"grant execute on function hub_reached to {APP_ROLE}"


def secure_history() -> Iterator[str]:
    """The statements for the history table: read by those who work on the measure's records in the county."""
    work = "current_setting('hub.work_' || measure, true)"
    yield "alter table hub_history enable row level security"
    yield "alter table hub_history force row level security"
    yield (
        "create policy reading on hub_history for select using"
        f" ({work} = '*' or coalesce(county_code = any(string_to_array({work}, ',')), false))"
    )
    yield "create policy keeping on hub_history for insert to current_user with check (true)"
    yield f"grant select on hub_history to {APP_ROLE}"
    yield HISTORY


def secure_requests() -> Iterator[str]:
    """The statements for answered requests: each writer sees their own."""
    own = "subject = (select current_setting('hub.who', true))"
    yield "alter table hub_request enable row level security"
    yield "alter table hub_request force row level security"
    yield f"create policy own on hub_request using ({own}) with check ({own})"
    yield f"grant select, insert, update on hub_request to {APP_ROLE}"
