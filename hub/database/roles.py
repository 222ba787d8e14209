"""The roles under which the service works, made the same way by a migration and before a restore."""

SERVICE, KEEPER = "hub_app", "hub_keeper"
"""Who serves requests, and who keeps the accounts of people and clients; neither owns anything."""


def ensure_role(name: str) -> str:
    """The statement that makes the role, if it isn't there, and lets the present user take it on."""
    return ENSURE.replace("hub_app", name)


ENSURE = """
do $$
declare found pg_roles;
begin
  begin
    create role hub_app nologin;
  exception
    when duplicate_object or unique_violation then null;  -- made for another database of this server
    when insufficient_privilege then
      if not exists (select from pg_roles where rolname = 'hub_app') then
        raise exception 'an administrator must run: create role hub_app nologin; grant hub_app to %', current_user;
      end if;
  end;
  select * into found from pg_roles where rolname = 'hub_app';
  if found.rolsuper or found.rolbypassrls then
    raise exception 'the role hub_app must be neither superuser nor bypassrls, or row-level security means nothing';
  end if;
  if not pg_has_role(current_user, 'hub_app', 'SET') then
    execute format('grant hub_app to %I', current_user);
  end if;
end $$
"""
NOTHING_BY_DEFAULT = "alter default privileges revoke execute on functions from public"
"""Each migration grants what its tables and functions need."""
