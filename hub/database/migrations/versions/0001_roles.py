"""The role under which the service works: it owns nothing, so that row-level security always holds for it."""

from alembic import op

from hub.database.roles import NOTHING_BY_DEFAULT, SERVICE, ensure_role

revision = "0001_roles"
down_revision = None
branch_labels = ("hub",)
depends_on = None


def upgrade() -> None:
    op.execute(ensure_role(SERVICE))
    op.execute("revoke create on schema public from public")
    op.execute("grant usage on schema public to hub_app")
    op.execute(NOTHING_BY_DEFAULT)


def downgrade() -> None:
    # The role stays: other databases of the same server may use it.
    op.execute("alter default privileges grant execute on functions to public")
    op.execute("revoke usage on schema public from hub_app")
