"""The records of finance: a table under the rules of fiscal support, six under those of credit, with their history."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from hub.records.security import secure

revision = "finance_0001_records"
down_revision = None
branch_labels = ("finance",)
depends_on = "0004_records"

STATUSES = ("DRAFT", "SUBMITTED", "APPROVED", "REJECTED", "WITHDRAWN")
BORROWERS = ("POOR_HOUSEHOLD", "LARGE_FARMER", "COOPERATIVE", "MICRO_ENTERPRISE")
TABLES = {
    "fiscal_allocation": "fiscal_support",
    "credit_institution": "credit",
    "credit_product": "credit",
    "borrower": "credit",
    "assisted_household": "credit",
    "loan": "credit",
    "loan_entry": "credit",
}
"""With their measures, in the order in which they refer to each other."""


def upgrade() -> None:
    fiscal()
    institutions()
    borrowers()
    loans()
    for table, measure in TABLES.items():
        for statement in secure(f"finance_{table}", measure):
            op.execute(statement)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(f"finance_{table}")


def fiscal() -> None:
    create(
        "fiscal_allocation",
        choice("source", "fundsource", "CITY", "DISTRICT"),
        text("district_code", 20, null=True),
        choice(
            "purpose",
            "fundpurpose",
            "HOUSING",
            "INFRASTRUCTURE",
            "INDUSTRY",
            "EDUCATION",
            "HEALTH",
            "LABOUR",
            "OTHER",
        ),
        text("document_number", 100),
        money("allocated_amount"),
        money("disbursed_amount"),
        money("used_amount"),
        natural=["document_number", "purpose"],
        districts=["district_code"],
    )


def institutions() -> None:
    create(
        "credit_institution",
        text("name", 100),
        choice(
            "kind",
            "institutionkind",
            "POLICY_BANK",
            "COMMERCIAL_BANK",
            "RURAL_COOPERATIVE",
            "VILLAGE_BANK",
            "MICROCREDIT",
            "GUARANTEE",
            "INSURER",
        ),
        number("outlets"),
        number("service_points"),
        natural=["name"],
    )
    create(
        "credit_product",
        key("institution_id"),
        text("name", 100),
        choice("borrower_kind", "borrowerkind", *BORROWERS, null=True),
        number("annual_rate"),
        money("max_amount"),
        number("max_months"),
        flag("unsecured"),
        flag("subsidised"),
        natural=["institution_id", "name"],
        references={"institution_id": "credit_institution"},
    )


def borrowers() -> None:
    create(
        "borrower",
        choice("kind", "borrowerkind", *BORROWERS),
        text("name", 50),
        text("registration_number", 18),
        text("phone", 11, null=True),
        text("organisation", 100, null=True),
        text("village", 100, null=True),
        number("members"),
        choice("rating", "creditrating", "AAA", "AA", "A", "UNRATED"),
        natural=["registration_number"],
    )
    create(
        "assisted_household",
        key("borrower_id"),
        text("head", 50),
        text("identity_number", 18),
        number("members"),
        choice("way", "bringingway", "EMPLOYMENT", "PURCHASE", "ENTRUSTED_FARMING", "SHARES", "LAND"),
        money("yearly_income"),
        natural=["borrower_id", "identity_number"],
        references={"borrower_id": "borrower"},
    )


def loans() -> None:
    create(
        "loan",
        text("number", 60),
        key("borrower_id"),
        key("product_id"),
        choice("purpose", "loanpurpose", "CROPS", "LIVESTOCK", "PROCESSING", "TRADE", "TOURISM", "HANDICRAFT", "OTHER"),
        text("project", 200, null=True),
        money("requested_amount"),
        choice("stage", "loanstage", "APPLIED", "GRANTED", "REFUSED", "DRAWN", "OVERDUE", "REPAID", "WRITTEN_OFF"),
        day("stage_on"),
        text("stage_reason", 500, null=True),
        day("due_on"),
        money("granted_amount"),
        money("drawn_amount"),
        money("repaid_amount"),
        money("written_off_amount"),
        money("balance"),
        natural=["number"],
        references={"borrower_id": "borrower", "product_id": "credit_product"},
    )
    create(
        "loan_entry",
        key("loan_id"),
        choice("kind", "entrykind", "GRANT", "REFUSAL", "DRAWDOWN", "OVERDUE", "REPAYMENT", "WRITE_OFF"),
        money("amount"),
        money("interest"),
        day("due_on"),
        text("reason", 500, null=True),
        natural=["loan_id", "kind", "starts_on"],
        references={"loan_id": "loan"},
    )


def create(
    name: str,
    *own: sa.Column[Any],
    natural: list[str],
    references: dict[str, str] | None = None,
    districts: list[str] | None = None,
) -> None:
    """A table with what every record has, its own columns, and the keys and indexes over both."""
    table = f"finance_{name}"
    op.create_table(
        table,
        *shared(),
        *own,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("county_code", "id", name=op.f(f"uq_{table}_county_code_id")),
        sa.CheckConstraint("ends_on is null or ends_on >= starts_on", name=op.f(f"ck_{table}_period")),
        sa.CheckConstraint("revision >= 1", name=op.f(f"ck_{table}_revision")),
        *(area(table, column) for column in ("county_code", *(districts or ()))),
        *(reference(table, column, target) for column, target in (references or {}).items()),
    )
    op.create_index(f"ix_{table}_county_year", table, ["county_code", "year"])
    op.create_index(f"ix_{table}_county_start", table, ["county_code", "starts_on", "id"])
    op.create_index(f"ix_{table}_start", table, ["starts_on", "id"])
    live = sa.text("status <> 'WITHDRAWN'")
    op.create_index(f"uq_{table}_natural", table, ["county_code", *natural], unique=True, postgresql_where=live)
    for column in references or ():
        op.create_index(f"ix_{table}_{column}", table, [column])


def shared() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        text("county_code", 20),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date()),
        sa.Column("year", sa.Integer(), sa.Computed("extract(year from starts_on)::integer", persisted=True)),
        choice("status", "status", *STATUSES),
        text("status_reason", 1000, null=True),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("synthetic", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("authors", sa.ARRAY(sa.String()), nullable=False),
        text("created_by", 200),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        text("updated_by", 200),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
    ]


def text(name: str, length: int, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length), nullable=null)


def number(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=null)


def key(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=null)


def flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def day(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Date())


def money(name: str) -> sa.Column[Any]:
    """Whole fen."""
    return sa.Column(name, sa.BigInteger(), nullable=False)


def choice(name: str, check: str, *names: str, null: bool = False) -> sa.Column[Any]:
    kind = sa.Enum(*names, name=check, native_enum=False, create_constraint=True, length=40)
    return sa.Column(name, kind, nullable=null)


def area(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["hub_area.code"], name=op.f(f"fk_{table}_{column}"))


def reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    """To a record of the same county."""
    remote = [f"finance_{target}.county_code", f"finance_{target}.id"]
    return sa.ForeignKeyConstraint(["county_code", column], remote, name=op.f(f"fk_{table}_county_code_{column}"))
