"""The role under which the service works: it owns nothing, so that row-level security always holds for it."""

from alembic import op

revision = "0001_roles"
down_revision = None
branch_labels = ("hub",)
depends_on = None

ROLE = """
do $$
declare found pg_roles;
begin
  begin
    create role hub_app nologin;
  exception when duplicate_object or unique_violation then null;  -- made for another database of this server
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


def upgrade() -> None:
    op.execute(ROLE)
    op.execute("revoke create on schema public from public")
    op.execute("grant usage on schema public to hub_app")
    # Nothing is allowed by default: each migration grants what its tables and functions need.
    op.execute("alter default privileges revoke execute on functions from public")


def downgrade() -> None:
    # The role stays: other databases of the same server may use it.
    op.execute("alter default privileges grant execute on functions to public")
    op.execute("revoke usage on schema public from hub_app")
