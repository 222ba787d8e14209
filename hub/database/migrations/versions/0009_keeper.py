"""The role that keeps the accounts of people and clients, and sees no records; the service itself no longer can."""

from collections.abc import Iterator

from alembic import op

from hub.auth.audit.chain import TOLD
from hub.database.roles import KEEPER, ensure_role

revision = "0009_keeper"
down_revision = "0008_operations"
branch_labels = None
depends_on = None

SIGNING_IN = "password_hash, totp_jwe, totp_confirmed_at, totp_step"


def upgrade() -> None:
    op.execute(ensure_role(KEEPER))
    for statement in granted():
        op.execute(statement)
    # The service makes no accounts and gives no roles; it takes part in signing in.
    op.execute("revoke insert, update on hub_person from hub_app")
    op.execute(f"grant update ({SIGNING_IN}) on hub_person to hub_app")


def granted() -> Iterator[str]:
    yield f"grant usage on schema public to {KEEPER}"
    yield f"grant select on hub_organisation to {KEEPER}"
    yield f"grant select, insert, update on hub_person, hub_client to {KEEPER}"
    yield f"grant select, delete on hub_browser_session to {KEEPER}"
    yield f"grant select, update (revoked_at) on hub_token_family to {KEEPER}"
    yield f"grant select, insert on hub_denied_token to {KEEPER}"
    yield f"grant insert ({', '.join(TOLD)}) on hub_audit_entry to {KEEPER}"
    yield f"create policy keeper_telling on hub_audit_entry for insert to {KEEPER} with check (true)"


def downgrade() -> None:
    op.execute("grant insert, update on hub_person to hub_app")
    op.execute("drop policy keeper_telling on hub_audit_entry")
    tables = "hub_organisation, hub_person, hub_client, hub_browser_session, hub_token_family, hub_denied_token"
    op.execute(f"revoke all on {tables}, hub_audit_entry from {KEEPER}")
    op.execute(f"revoke usage on schema public from {KEEPER}")
    # The role stays: other databases of the same server may use it.
