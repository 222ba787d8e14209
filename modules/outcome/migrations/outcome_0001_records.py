"""The years of the outcome, under the rules of the measure, with their history."""

from alembic import op

from hub.records.tables import create_record, flag, number

revision = "outcome_0001_records"
down_revision = None
branch_labels = ("outcome",)
depends_on = "0004_records"


def upgrade() -> None:
    create_record(
        "outcome_yearly_outcome",
        "outcome",
        number("poor_households"),
        number("poor_people"),
        number("poor_villages"),
        number("people_lifted"),
        number("villages_delisted"),
        flag("county_delisted"),
        natural=["starts_on"],
    )


def downgrade() -> None:
    op.drop_table("outcome_yearly_outcome")
