"""The authorization server's clients and signing keys; the service reads both and writes neither."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0003_auth"
down_revision = "0002_programme"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_client()
    create_signing_key()
    # Clients are registered and keys rotated by the owner of the tables: a flaw in the service can't add either.
    op.execute("grant select on hub_client, hub_signing_key to hub_app")


def create_client() -> None:
    op.create_table(
        "hub_client",
        sa.Column("id", sa.String(100), nullable=False),
        sa.Column("organisation_code", sa.String(60), nullable=False),
        sa.Column("roles", sa.ARRAY(sa.String), nullable=False),
        sa.Column("scopes", sa.ARRAY(sa.String), nullable=False),
        sa.Column("grants", sa.ARRAY(sa.String), nullable=False),
        sa.Column("auth_method", sa.String(40), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary, nullable=False),
        sa.Column("access_token_seconds", sa.Integer, nullable=False),
        sa.Column("demo", sa.Boolean, nullable=False, server_default=sa.text("false")),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.Column("disabled_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hub_client")),
        sa.ForeignKeyConstraint(
            ["organisation_code"], ["hub_organisation.code"], name=op.f("fk_hub_client_organisation_code")
        ),
        sa.CheckConstraint("access_token_seconds between 1 and 600", name=op.f("ck_hub_client_access_token_seconds")),
        sa.CheckConstraint("octet_length(secret_hash) = 32", name=op.f("ck_hub_client_secret_hash")),
        sa.CheckConstraint("auth_method in ('CLIENT_SECRET')", name=op.f("ck_hub_client_authmethod")),
    )
    op.create_index(op.f("ix_hub_client_organisation_code"), "hub_client", ["organisation_code"])


def create_signing_key() -> None:
    op.create_table(
        "hub_signing_key",
        sa.Column("kid", sa.String(100), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("public_jwk", JSONB, nullable=False),
        sa.Column("private_jwe", sa.String, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("activated_at", sa.DateTime(timezone=True)),
        sa.Column("retired_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("kid", name=op.f("pk_hub_signing_key")),
        sa.CheckConstraint("state in ('NEXT', 'ACTIVE', 'RETIRED')", name=op.f("ck_hub_signing_key_keystate")),
    )
    for state in ("ACTIVE", "NEXT"):
        op.create_index(
            f"uq_hub_signing_key_{state.lower()}",
            "hub_signing_key",
            ["state"],
            unique=True,
            postgresql_where=sa.text(f"state = '{state}'"),
        )


def downgrade() -> None:
    op.drop_table("hub_signing_key")
    op.drop_table("hub_client")
