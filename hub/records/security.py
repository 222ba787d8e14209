"""Row-level security and history as SQL, for migrations: the third wall, which holds when the second is forgotten.

A migration calls `secure` with a table's name and measure. Whoever words a policy anew adds a migration that gives it
to the tables that are there already, as `0010_readable` does.
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
    """A scalar sub-select, so that the setting is read once for each statement, not for each row."""
    return f"(select current_setting('hub.{part}_{measure}', true))"


def _listed(part: str, measure: str) -> str:
    setting = _setting(part, measure)
    codes = f"(select string_to_array(current_setting('hub.{part}_{measure}', true), ','))::text[]"
    return f"case when {setting} = '*' then true else coalesce(county_code = any({codes}), false) end"


def _dated(measure: str) -> str:
    """Counties that are reached for a time only: the record's period must share a day with it."""
    spans = f"unnest((select string_to_array(current_setting('hub.dated_{measure}', true), ','))) as span"
    return (
        f"case when coalesce({_setting('dated', measure)}, '') = '' then false else exists (select from {spans}"
        " where split_part(span, '/', 1) = county_code and starts_on <= split_part(span, '/', 3)::date"
        " and coalesce(ends_on, 'infinity'::date) >= split_part(span, '/', 2)::date) end"
    )


def readable(measure: str) -> str:
    """Whether a row may be read: at once for who reads and works everywhere, which spares each row the rest.

    CASE is opaque to the planner on purpose: the statement's own predicate chooses the plan. Of a CASE the planner
    believes that half the rows pass; of IS NOT NULL, nearly all, as they do where the predicate has chosen them.
    """
    parts = (f"current_setting('hub.{part}_{measure}', true) = '*'" for part in ("read", "work"))
    everywhere = f"(select {' and '.join(parts)})"
    reached = f"case when {_listed('read', measure)} then true else {_dated(measure)} end"
    settled = f"case when status not in ('DRAFT', 'REJECTED') then true else {_listed('work', measure)} end"
    return f"case when {everywhere} then true when {reached} and {settled} then true end is not null"


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
