"""The audit trail, append-only and chained."""

revision = "0007_audit"
down_revision = "0006_people"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
