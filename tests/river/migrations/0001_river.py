"""The tables of rivers, under the rules of their measures."""

from alembic import op
from sqlmodel import SQLModel

from hub.records.security import secure
from tests.river import models

revision = "river_0001_river"
down_revision = None
branch_labels = ("river",)
depends_on = "0004_records"

TABLES = (models.River, models.Survey, models.Ferry)


def upgrade() -> None:
    for model in TABLES:
        SQLModel.metadata.tables[str(model.__tablename__)].create(op.get_bind())
        for statement in secure(model.__tablename__, model.measure):
            op.execute(statement)


def downgrade() -> None:
    for model in reversed(TABLES):
        op.drop_table(model.__tablename__)
