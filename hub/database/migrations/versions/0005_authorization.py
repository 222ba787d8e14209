"""The authorization server: how clients prove themselves; families of tokens, codes, refresh tokens, consents."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0005_authorization"
down_revision = "0004_records"
branch_labels = None
depends_on = None

METHODS = ("CLIENT_SECRET", "PRIVATE_KEY_JWT", "NONE")
ADDRESSES = ("redirect_uris", "post_logout_uris", "origins")


def upgrade() -> None:
    widen_client()
    create_families()
    create_consents()
    create_denials()
    # The service writes what follows from a sign-in, column by column; who may be a client is still the owner's.
    op.execute("grant select, insert, delete on hub_token_family, hub_authorization_code, hub_refresh_token to hub_app")
    op.execute("grant update (revoked_at) on hub_token_family to hub_app")
    op.execute("grant update (used_at) on hub_authorization_code, hub_refresh_token to hub_app")
    op.execute("grant select, insert, update, delete on hub_consent to hub_app")
    op.execute("grant select, insert, update, delete on hub_denied_token, hub_used_assertion to hub_app")


def widen_client() -> None:
    op.alter_column("hub_client", "secret_hash", nullable=True)
    op.add_column("hub_client", sa.Column("jwks", JSONB))
    for name in ADDRESSES:
        op.add_column("hub_client", sa.Column(name, sa.ARRAY(sa.String), nullable=False, server_default="{}"))
    op.drop_constraint(op.f("ck_hub_client_authmethod"), "hub_client")
    op.create_check_constraint(op.f("ck_hub_client_authmethod"), "hub_client", f"auth_method in {METHODS}")
    op.create_check_constraint(
        op.f("ck_hub_client_secret"), "hub_client", "(auth_method = 'CLIENT_SECRET') = (secret_hash is not null)"
    )
    op.create_check_constraint(
        op.f("ck_hub_client_jwks"), "hub_client", "(auth_method = 'PRIVATE_KEY_JWT') = (jwks is not null)"
    )


def create_families() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "hub_token_family",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("client_id", sa.String(100), nullable=False),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("scopes", sa.ARRAY(sa.String), nullable=False),
        sa.Column("auth_time", sa.BigInteger, nullable=False),
        sa.Column("amr", sa.ARRAY(sa.String), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("expires_at", moment, nullable=False),
        sa.Column("revoked_at", moment),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hub_token_family")),
        of_client("hub_token_family"),
    )
    for column in ("client_id", "person_id", "expires_at"):
        op.create_index(op.f(f"ix_hub_token_family_{column}"), "hub_token_family", [column])
    op.create_table(
        "hub_authorization_code",
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("family_id", sa.Uuid, nullable=False),
        sa.Column("redirect_uri", sa.String, nullable=False),
        sa.Column("code_challenge", sa.String(43), nullable=False),
        sa.Column("nonce", sa.String(255)),
        sa.Column("expires_at", moment, nullable=False),
        sa.Column("used_at", moment),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_hub_authorization_code")),
        of_family("hub_authorization_code"),
    )
    op.create_table(
        "hub_refresh_token",
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("family_id", sa.Uuid, nullable=False),
        sa.Column("used_at", moment),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_hub_refresh_token")),
        of_family("hub_refresh_token"),
    )
    for table in ("hub_authorization_code", "hub_refresh_token"):
        op.create_index(op.f(f"ix_{table}_family_id"), table, ["family_id"])


def create_consents() -> None:
    op.create_table(
        "hub_consent",
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("client_id", sa.String(100), nullable=False),
        sa.Column("scopes", sa.ARRAY(sa.String), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "client_id", name=op.f("pk_hub_consent")),
        of_client("hub_consent"),
    )


def create_denials() -> None:
    for table, key in (
        ("hub_denied_token", sa.Column("key", sa.String(100), nullable=False)),
        ("hub_used_assertion", sa.Column("hash", sa.LargeBinary, nullable=False)),
    ):
        op.create_table(
            table,
            key,
            sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
            sa.PrimaryKeyConstraint(key.name, name=op.f(f"pk_{table}")),
        )
        op.create_index(op.f(f"ix_{table}_expires_at"), table, ["expires_at"])


def of_client(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_client_id")
    return sa.ForeignKeyConstraint(["client_id"], ["hub_client.id"], name=name, ondelete="CASCADE")


def of_family(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_family_id")
    return sa.ForeignKeyConstraint(["family_id"], ["hub_token_family.id"], name=name, ondelete="CASCADE")


def downgrade() -> None:
    for table in (
        "hub_used_assertion",
        "hub_denied_token",
        "hub_consent",
        "hub_refresh_token",
        "hub_authorization_code",
        "hub_token_family",
    ):
        op.drop_table(table)
    op.execute("delete from hub_client where auth_method <> 'CLIENT_SECRET'")
    for name in ("jwks", "secret"):
        op.drop_constraint(op.f(f"ck_hub_client_{name}"), "hub_client")
    op.drop_constraint(op.f("ck_hub_client_authmethod"), "hub_client")
    op.create_check_constraint(op.f("ck_hub_client_authmethod"), "hub_client", "auth_method in ('CLIENT_SECRET')")
    for name in ("jwks", *ADDRESSES):
        op.drop_column("hub_client", name)
    op.alter_column("hub_client", "secret_hash", nullable=False)
