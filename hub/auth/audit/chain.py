"""The audit trail's tables under their rules, as SQL for migrations: append-only, chained, read by auditors alone.

Each sealed entry's hash is SHA-256 over the hash before it and the entry's content, so that whoever changes or removes
one breaks every later link. Sealing is a function of the owner's: the service may call it, and change nothing itself.
"""

from collections.abc import Iterator

from hub.records.security import APP_ROLE

SEALING = 0x4855_4222
"""The advisory lock that lets one worker seal at a time."""
MAINTENANCE = "hub.audit_maintenance"
"""The setting under which entries past their time may be removed, for the owner of the table."""
KEPT = "6 months"
"""How long an entry is kept at least."""
TOLD = ("kind", "who", "client", "purpose", "operation", "document", "target", "reason", "counts", "request_id")
"""What the service writes; number, time and seal are the database's."""

CONTENT = """
create function hub_audit_content(entry hub_audit_entry) returns text language sql stable as $$
  select jsonb_build_array(
    entry.id, to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), entry.kind, entry.who, entry.client,
    entry.purpose, entry.operation, encode(entry.document, 'hex'), entry.target, entry.reason, entry.counts,
    entry.request_id)::text
$$
"""
"""What of an entry is hashed, in a form that depends on no setting of a session."""

SEAL = f"""
create function hub_seal_audit(most integer) returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  chain hub_audit_chain;
  entry hub_audit_entry;
  sealed integer := 0;
begin
  if not pg_try_advisory_xact_lock({SEALING}) then
    return 0;
  end if;
  select * into strict chain from hub_audit_chain for update;
  for entry in select * from hub_audit_entry where position is null order by id limit most loop
    chain.head_position := chain.head_position + 1;
    chain.head_hash := sha256(chain.head_hash || convert_to(hub_audit_content(entry), 'UTF8'));
    update hub_audit_entry set position = chain.head_position, hash = chain.head_hash where id = entry.id;
    sealed := sealed + 1;
  end loop;
  if sealed > 0 then
    update hub_audit_chain set head_position = chain.head_position, head_hash = chain.head_hash;
  end if;
  return sealed;
end $$
"""  # noqa: S608 - a constant

KEEP = f"""
create function hub_keep_audit() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and old.position is null and new.position is not null
     and to_jsonb(old) - '{{position,hash}}'::text[] = to_jsonb(new) - '{{position,hash}}'::text[] then
    return new;  -- it joins the chain
  end if;
  if tg_op = 'DELETE' and current_setting('{MAINTENANCE}', true) = 'prune' and old.at < now() - interval '{KEPT}' then
    return old;
  end if;
  raise exception 'the audit trail is append-only: % is refused', lower(tg_op);
end $$
"""


def secure_audit() -> Iterator[str]:
    """The statements that make the tables an append-only chain which the service adds to and auditors read."""
    yield CONTENT
    yield SEAL
    yield KEEP
    trigger = "create trigger {} on hub_audit_entry {} execute function hub_keep_audit()"
    yield trigger.format("keep before update or delete", "for each row")
    yield trigger.format("keep_all before truncate", "")
    yield "insert into hub_audit_chain select true, 0, start, 0, start from decode(repeat('00', 32), 'hex') as start"
    yield from _ruled("hub_audit_entry")
    yield from _ruled("hub_audit_chain")
    yield f"create policy telling on hub_audit_entry for insert to {APP_ROLE} with check (true)"
    yield f"grant insert ({', '.join(TOLD)}) on hub_audit_entry to {APP_ROLE}"
    yield f"grant execute on function hub_seal_audit(integer), hub_audit_content(hub_audit_entry) to {APP_ROLE}"


def _ruled(table: str) -> Iterator[str]:
    yield f"alter table {table} enable row level security"
    yield f"alter table {table} force row level security"
    auditing = "(select current_setting('hub.audit', true)) = '*'"
    yield f"create policy reading on {table} for select to {APP_ROLE} using ({auditing})"
    yield f"create policy keeping on {table} to current_user using (true) with check (true)"
    yield f"grant select on {table} to {APP_ROLE}"
