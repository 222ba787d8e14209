"""People, their browser sessions and failed sign-ins."""

import sqlalchemy as sa
from alembic import op

revision = "0006_people"
down_revision = "0005_authorization"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_person()
    create_browser_session()
    create_sign_in_attempt()
    # No account is ever deleted: history and audit name it.
    op.execute("grant select, insert, update on hub_person to hub_app")
    op.execute("grant select, insert, delete on hub_browser_session, hub_sign_in_attempt to hub_app")


def create_person() -> None:
    op.create_table(
        "hub_person",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("display_name", sa.String(100), nullable=False),
        sa.Column("organisation_code", sa.String(60), nullable=False),
        sa.Column("roles", sa.ARRAY(sa.String), nullable=False),
        sa.Column("password_hash", sa.String(200), nullable=False),
        sa.Column("totp_jwe", sa.String),
        sa.Column("totp_confirmed_at", sa.DateTime(timezone=True)),
        sa.Column("totp_step", sa.BigInteger),
        sa.Column("demo", sa.Boolean, nullable=False, server_default=sa.text("false")),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.Column("disabled_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hub_person")),
        sa.UniqueConstraint("name", name=op.f("uq_hub_person_name")),
        sa.ForeignKeyConstraint(
            ["organisation_code"], ["hub_organisation.code"], name=op.f("fk_hub_person_organisation_code")
        ),
        sa.CheckConstraint("name ~ '^[a-z0-9][a-z0-9._-]{1,59}$'", name=op.f("ck_hub_person_name")),
    )
    op.create_index(op.f("ix_hub_person_organisation_code"), "hub_person", ["organisation_code"])


def create_browser_session() -> None:
    op.create_table(
        "hub_browser_session",
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("amr", sa.ARRAY(sa.String), nullable=False),
        sa.Column("authenticated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_hub_browser_session")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["hub_person.id"], name=op.f("fk_hub_browser_session_person_id"), ondelete="CASCADE"
        ),
        sa.CheckConstraint("octet_length(hash) = 32", name=op.f("ck_hub_browser_session_hash")),
    )
    for column in ("person_id", "expires_at"):
        op.create_index(op.f(f"ix_hub_browser_session_{column}"), "hub_browser_session", [column])


def create_sign_in_attempt() -> None:
    op.create_table(
        "hub_sign_in_attempt",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("name_hash", sa.LargeBinary, nullable=False),
        sa.Column("address_hash", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hub_sign_in_attempt")),
    )
    for column in ("name_hash", "address_hash", "at"):
        op.create_index(op.f(f"ix_hub_sign_in_attempt_{column}"), "hub_sign_in_attempt", [column])


def downgrade() -> None:
    op.drop_table("hub_sign_in_attempt")
    op.drop_table("hub_browser_session")
    op.drop_table("hub_person")
