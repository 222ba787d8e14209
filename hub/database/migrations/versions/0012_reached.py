"""Every table of records has the policy of reading as `hub.records.security` now words it: the same rows, sooner."""

import sqlalchemy as sa
from alembic import op

from hub.records.security import readable, secure_reach

revision = "0012_reached"
down_revision = "0011_usual"
branch_labels = None
depends_on = None

RECORDS = """
select tgrelid::regclass::text as name, tgargs from pg_trigger join pg_policy on polrelid = tgrelid
where tgname = 'history' and polname = 'reading'
"""
"""The tables of sectors that are there already; the measure is what their trigger is given."""


def upgrade() -> None:
    for statement in secure_reach():
        op.execute(statement)
    for name, given in op.get_bind().execute(sa.text(RECORDS)).all():
        measure = bytes(given).split(b"\0")[0].decode()
        op.execute(f"alter policy reading on {name} using ({readable(measure)})")


def downgrade() -> None:
    """Nothing to take back: both wordings show the same rows, and policies need the function."""
