"""The records of finance: a table under the rules of fiscal support, six under those of credit, with their history."""

from alembic import op

from hub.records.tables import area, choice, create_record, day, flag, money, number, record, text

revision = "finance_0001_records"
down_revision = None
branch_labels = ("finance",)
depends_on = "0004_records"

BORROWERS = ("POOR_HOUSEHOLD", "LARGE_FARMER", "COOPERATIVE", "MICRO_ENTERPRISE")
TABLES = (
    "fiscal_allocation",
    "credit_institution",
    "credit_product",
    "borrower",
    "assisted_household",
    "loan",
    "loan_entry",
)
"""In the order in which they refer to each other."""


def upgrade() -> None:
    fiscal()
    institutions()
    borrowers()
    loans()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(f"finance_{table}")


def fiscal() -> None:
    create_record(
        "finance_fiscal_allocation",
        "fiscal_support",
        choice("source", "CITY", "DISTRICT"),
        area("district_code"),
        choice(
            "purpose",
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
    )


def institutions() -> None:
    create_record(
        "finance_credit_institution",
        "credit",
        text("name", 100),
        choice(
            "kind",
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
    create_record(
        "finance_credit_product",
        "credit",
        record("institution_id", "finance_credit_institution"),
        text("name", 100),
        choice("borrower_kind", *BORROWERS, null=True),
        number("annual_rate"),
        money("max_amount"),
        number("max_months"),
        flag("unsecured"),
        flag("subsidised"),
        natural=["institution_id", "name"],
    )


def borrowers() -> None:
    create_record(
        "finance_borrower",
        "credit",
        choice("kind", *BORROWERS),
        text("name", 50),
        text("registration_number", 18),
        text("phone", 11, null=True),
        text("organisation", 100, null=True),
        text("village", 100, null=True),
        number("members"),
        choice("rating", "AAA", "AA", "A", "UNRATED"),
        natural=["registration_number"],
    )
    create_record(
        "finance_assisted_household",
        "credit",
        record("borrower_id", "finance_borrower"),
        text("head", 50),
        text("identity_number", 18),
        number("members"),
        choice("way", "EMPLOYMENT", "PURCHASE", "ENTRUSTED_FARMING", "SHARES", "LAND"),
        money("yearly_income"),
        natural=["borrower_id", "identity_number"],
    )


def loans() -> None:
    create_record(
        "finance_loan",
        "credit",
        text("number", 60),
        record("borrower_id", "finance_borrower"),
        record("product_id", "finance_credit_product"),
        choice("purpose", "CROPS", "LIVESTOCK", "PROCESSING", "TRADE", "TOURISM", "HANDICRAFT", "OTHER"),
        text("project", 200, null=True),
        money("requested_amount"),
        choice("stage", "APPLIED", "GRANTED", "REFUSED", "DRAWN", "OVERDUE", "REPAID", "WRITTEN_OFF"),
        day("stage_on", null=True),
        text("stage_reason", 500, null=True),
        day("due_on", null=True),
        money("granted_amount"),
        money("drawn_amount"),
        money("repaid_amount"),
        money("written_off_amount"),
        money("balance"),
        natural=["number"],
    )
    create_record(
        "finance_loan_entry",
        "credit",
        record("loan_id", "finance_loan"),
        choice("kind", "GRANT", "REFUSAL", "DRAWDOWN", "OVERDUE", "REPAYMENT", "WRITE_OFF"),
        money("amount"),
        money("interest"),
        day("due_on", null=True),
        text("reason", 500, null=True),
        natural=["loan_id", "kind", "starts_on"],
    )
