"""What every sector record shares: its history, kept by one trigger, and the requests that were answered."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from hub.records.security import secure_history, secure_reach, secure_requests

revision = "0004_records"
down_revision = "0003_auth"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hub_history",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("relation", sa.String(length=100), nullable=False),
        sa.Column("row_id", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(length=60), nullable=False),
        sa.Column("county_code", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("act", sa.String(length=10), nullable=False),
        sa.Column("old", postgresql.JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_hub_history"),
    )
    op.create_index("ix_hub_history_row", "hub_history", ["relation", "row_id", "at"])
    op.create_table(
        "hub_request",
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("request_id", sa.String(length=100), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("record_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("subject", "request_id", name="pk_hub_request"),
    )
    for statement in (*secure_reach(), *secure_history(), *secure_requests()):
        op.execute(statement)


def downgrade() -> None:
    op.execute("drop function hub_record_history()")
    op.execute("drop function hub_reached(text, text, text, date, date)")
    op.drop_table("hub_request")
    op.drop_table("hub_history")
