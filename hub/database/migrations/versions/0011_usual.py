"""Every table of records had its policy of reading worded anew here; `0012_reached` words it once more for all."""

revision = "0011_usual"
down_revision = "0010_readable"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing: databases that are here already go on from the wording that they have."""


def downgrade() -> None:
    """Nothing to take back."""
