"""The authorization server: codes, refresh tokens, consents, denied tokens."""

revision = "0005_authorization"
down_revision = "0004_records"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
