"""The audit trail, append-only and chained; history's trigger looks names up where only the owner can make any."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from hub.auth.audit.chain import secure_audit

revision = "0007_audit"
down_revision = "0006_people"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_entry()
    create_chain()
    for statement in secure_audit():
        op.execute(statement)
    # Without pg_temp at its end, a temporary table of the caller's would be found before the hub's own.
    op.execute("alter function hub_record_history() set search_path = public, pg_temp")
    # An earlier version holds personal data unmasked, so the service may know of it and not read it.
    op.execute("revoke select on hub_history from hub_app")
    op.execute(f"grant select ({HISTORY_COLUMNS}) on hub_history to hub_app")


HISTORY_COLUMNS = "id, relation, row_id, revision, measure, county_code, at, who, act"


def create_entry() -> None:
    op.create_table(
        "hub_audit_entry",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("who", sa.String(200)),
        sa.Column("client", sa.String(100)),
        sa.Column("purpose", sa.String(40)),
        sa.Column("operation", sa.String(100)),
        sa.Column("document", sa.LargeBinary()),
        sa.Column("target", sa.String(200)),
        sa.Column("reason", sa.String(100)),
        sa.Column("counts", JSONB(), nullable=False),
        sa.Column("request_id", sa.String(64)),
        sa.Column("position", sa.BigInteger()),
        sa.Column("hash", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hub_audit_entry")),
        sa.UniqueConstraint("position", name=op.f("uq_hub_audit_entry_position")),
        sa.CheckConstraint("(position is null) = (hash is null)", name=op.f("ck_hub_audit_entry_sealed")),
    )
    op.create_index(op.f("ix_hub_audit_entry_at"), "hub_audit_entry", ["at"])
    op.create_index(op.f("ix_hub_audit_entry_who"), "hub_audit_entry", ["who"])
    unsealed = sa.text("position is null")
    op.create_index("ix_hub_audit_entry_unsealed", "hub_audit_entry", ["id"], postgresql_where=unsealed)


def create_chain() -> None:
    op.create_table(
        "hub_audit_chain",
        sa.Column("single", sa.Boolean(), nullable=False),
        sa.Column("base_position", sa.BigInteger(), nullable=False),
        sa.Column("base_hash", sa.LargeBinary(), nullable=False),
        sa.Column("head_position", sa.BigInteger(), nullable=False),
        sa.Column("head_hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("single", name=op.f("pk_hub_audit_chain")),
        sa.CheckConstraint("single", name=op.f("ck_hub_audit_chain_single")),
    )


def downgrade() -> None:
    op.execute("grant select on hub_history to hub_app")
    op.execute("alter function hub_record_history() set search_path = public")
    op.execute("drop function hub_seal_audit(integer)")
    op.execute("drop function hub_audit_content(hub_audit_entry)")
    op.drop_table("hub_audit_entry")
    op.drop_table("hub_audit_chain")
    op.execute("drop function hub_keep_audit()")
