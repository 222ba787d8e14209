"""The sector's first table, under its measure's rules and with its history kept."""

from alembic import op

from hub.records.tables import choice, create_record, money, text

revision = "outcome_0001_initial"
down_revision = None
branch_labels = ("outcome",)
depends_on = "0004_records"


def upgrade() -> None:
    create_record(
        "outcome_project",
        "outcome",
        text("name", 200),
        choice("stage", "PLANNED", "UNDER_WAY", "COMPLETED"),
        money("amount"),
        natural=["name"],
    )


def downgrade() -> None:
    op.drop_table("outcome_project")
