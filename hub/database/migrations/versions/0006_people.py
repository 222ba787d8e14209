"""People, their browser sessions and failed sign-ins."""

revision = "0006_people"
down_revision = "0005_authorization"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
