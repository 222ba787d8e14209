"""Documents that operators register."""

import sqlalchemy as sa
from alembic import op

revision = "0008_operations"
down_revision = "0007_audit"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hub_trusted_document",
        sa.Column("id", sa.String(100), nullable=False),
        sa.Column("sha256", sa.LargeBinary, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column(
            "registered_at",
            sa.DateTime(timezone=True),
            nullable=False,
            server_default=sa.text("clock_timestamp()"),
        ),
        sa.Column("registered_by", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hub_trusted_document")),
        sa.CheckConstraint("sha256 = sha256(convert_to(text, 'UTF8'))", name=op.f("ck_hub_trusted_document_sha256")),
    )
    op.execute("grant select on hub_trusted_document to hub_app")


def downgrade() -> None:
    op.drop_table("hub_trusted_document")
