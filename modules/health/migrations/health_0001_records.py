"""The records of health: twelve tables under the rules of the measure, with their history."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from hub.records.security import secure

revision = "health_0001_records"
down_revision = None
branch_labels = ("health",)
depends_on = "0004_records"

SPECIALTIES = (
    "INTERNAL_MEDICINE",
    "CARDIOLOGY",
    "NEUROLOGY",
    "RESPIRATORY",
    "NEPHROLOGY",
    "SURGERY",
    "ORTHOPAEDICS",
    "NEUROSURGERY",
    "OBSTETRICS",
    "PAEDIATRICS",
    "EMERGENCY",
    "INTENSIVE_CARE",
    "ANAESTHESIA",
    "ONCOLOGY",
    "OPHTHALMOLOGY",
    "STOMATOLOGY",
    "CHINESE_MEDICINE",
    "REHABILITATION",
    "IMAGING",
    "LABORATORY",
    "PHARMACY",
    "NURSING",
    "PUBLIC_HEALTH",
    "OTHER",
)
PROFESSIONS = ("DOCTOR", "NURSE", "TECHNICIAN", "PHARMACIST", "MANAGER")
TITLES = ("SENIOR", "ASSOCIATE_SENIOR", "INTERMEDIATE", "JUNIOR")
STATUSES = ("DRAFT", "SUBMITTED", "APPROVED", "REJECTED", "WITHDRAWN")
TABLES = (
    "medical_institution",
    "health_construction",
    "hospital_group",
    "hospital_pairing",
    "medical_alliance",
    "medical_alliance_member",
    "medical_team",
    "medical_team_member",
    "clinical_attachment",
    "medical_guidance_visit",
    "telemedicine_link",
    "telemedicine_session",
)
"""In the order in which they refer to each other."""


def upgrade() -> None:
    institutions()
    partnerships()
    staff()
    telemedicine()
    for table in TABLES:
        for statement in secure(f"health_{table}", "health"):
            op.execute(statement)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(f"health_{table}")


def institutions() -> None:
    create(
        "medical_institution",
        text("name", 100),
        choice(
            "kind",
            "medicalinstitutionkind",
            "COUNTY_HOSPITAL",
            "CHINESE_MEDICINE_HOSPITAL",
            "MATERNAL_CHILD_HOSPITAL",
            "DISEASE_CONTROL_CENTRE",
            "TOWNSHIP_HEALTH_CENTRE",
            "COMMUNITY_HEALTH_CENTRE",
            "VILLAGE_CLINIC",
            "OTHER",
        ),
        choice(
            "grade",
            "hospitalgrade",
            "THIRD_A",
            "THIRD_B",
            "SECOND_A",
            "SECOND_B",
            "FIRST_A",
            "FIRST_B",
            "UNGRADED",
            null=True,
        ),
        text("address", 200, null=True),
        number("beds", null=True),
        number("health_workers", null=True),
        natural=["name"],
    )
    create(
        "health_construction",
        text("name", 200),
        key("institution_id", null=True),
        choice("kind", "healthconstructionkind", "BUILD", "RENOVATE", "EQUIP"),
        choice("state", "healthconstructionstate", "PLANNED", "UNDER_WAY", "COMPLETED", "STOPPED"),
        number("floor_area", null=True),
        number("beds_added"),
        money("planned_amount"),
        money("paid_amount"),
        natural=["name"],
        references={"institution_id": "medical_institution"},
    )


def partnerships() -> None:
    create(
        "hospital_group",
        text("name", 100),
        text("lead_hospital", 100),
        text("lead_district_code", 20, null=True),
        natural=["name"],
    )
    create(
        "hospital_pairing",
        key("group_id", null=True),
        key("hospital_id"),
        text("partner_hospital", 100),
        text("partner_district_code", 20, null=True),
        choice("aim", "hospitalpairingaim", "WHOLE_HOSPITAL", "MANAGEMENT", "SPECIALTY"),
        choice("specialty", "medicalspecialty", *SPECIALTIES, null=True),
        natural=["hospital_id", "partner_hospital", "starts_on"],
        references={"group_id": "hospital_group", "hospital_id": "medical_institution"},
    )
    create(
        "medical_alliance",
        text("name", 100),
        choice("kind", "medicalalliancekind", "URBAN_GROUP", "COUNTY_COMMUNITY", "SPECIALTY", "TELEMEDICINE"),
        key("lead_institution_id"),
        text("adviser", 100, null=True),
        natural=["name"],
        references={"lead_institution_id": "medical_institution"},
    )
    create(
        "medical_alliance_member",
        key("alliance_id"),
        key("institution_id"),
        choice("tie", "medicalalliancetie", "CLOSE", "LOOSE"),
        natural=["alliance_id", "institution_id", "starts_on"],
        references={"alliance_id": "medical_alliance", "institution_id": "medical_institution"},
    )


def staff() -> None:
    create(
        "medical_team",
        text("name", 100),
        key("hospital_id"),
        text("sending_hospital", 100),
        text("sending_district_code", 20, null=True),
        number("patients_treated"),
        number("patients_operated"),
        number("staff_trained"),
        natural=["name"],
        references={"hospital_id": "medical_institution"},
    )
    create(
        "medical_team_member",
        key("team_id"),
        text("name", 50),
        text("identity_number", 18),
        text("phone", 11, null=True),
        choice("profession", "medicalprofession", *PROFESSIONS),
        choice("title", "medicaltitle", *TITLES, null=True),
        choice("specialty", "medicalspecialty", *SPECIALTIES, null=True),
        sa.Column("leads", sa.Boolean(), nullable=False),
        text("home_hospital", 100),
        natural=["team_id", "identity_number", "starts_on"],
        references={"team_id": "medical_team"},
    )
    create(
        "clinical_attachment",
        text("name", 50),
        text("identity_number", 18),
        text("phone", 11, null=True),
        choice("profession", "medicalprofession", *PROFESSIONS),
        choice("title", "medicaltitle", *TITLES, null=True),
        choice("specialty", "medicalspecialty", *SPECIALTIES, null=True),
        choice("mode", "clinicalattachmentmode", "ADVANCED_TRAINING", "MANAGEMENT", "SHORT_COURSE"),
        key("home_institution_id"),
        text("host_hospital", 100),
        text("host_district_code", 20, null=True),
        natural=["identity_number", "starts_on"],
        references={"home_institution_id": "medical_institution"},
    )
    create(
        "medical_guidance_visit",
        text("topic", 200),
        text("leader", 50),
        number("experts"),
        choice("form", "medicalguidanceform", "OPERATION", "WARD_ROUND", "CONSULTATION", "LECTURE", "EXCHANGE"),
        choice("specialty", "medicalspecialty", *SPECIALTIES),
        key("hospital_id"),
        text("sending_hospital", 100),
        text("sending_district_code", 20, null=True),
        number("procedures"),
        number("trainees"),
        natural=["topic", "starts_on"],
        references={"hospital_id": "medical_institution"},
    )


def telemedicine() -> None:
    create(
        "telemedicine_link",
        key("hospital_id"),
        text("partner_hospital", 100),
        text("partner_district_code", 20, null=True),
        text("platform", 100, null=True),
        choice("state", "telemedicinelinkstate", "PREPARING", "RUNNING", "SUSPENDED", "CLOSED"),
        natural=["hospital_id", "partner_hospital", "starts_on"],
        references={"hospital_id": "medical_institution"},
    )
    create(
        "telemedicine_session",
        key("link_id"),
        number("serial"),
        choice("kind", "telemedicinekind", "CONSULTATION", "IMAGING", "WARD_ROUND", "TEACHING"),
        choice("specialty", "medicalspecialty", *SPECIALTIES),
        sa.Column("requested_on", sa.Date(), nullable=False),
        choice("outcome", "telemedicineoutcome", "ADVISED", "REFERRED", "REPORTED", "TAUGHT", "NOT_HELD", null=True),
        number("patients"),
        number("participants"),
        natural=["link_id", "serial"],
        references={"link_id": "telemedicine_link"},
    )


def create(
    name: str,
    *own: sa.Column[Any],
    natural: list[str],
    references: dict[str, str] | None = None,
) -> None:
    """A table with what every record has, its own columns, and the keys and indexes over both."""
    table = f"health_{name}"
    districts = [column.name for column in own if column.name.endswith("_district_code")]
    op.create_table(
        table,
        *shared(),
        *own,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("county_code", "id", name=op.f(f"uq_{table}_county_code_id")),
        sa.CheckConstraint("ends_on is null or ends_on >= starts_on", name=op.f(f"ck_{table}_period")),
        sa.CheckConstraint("revision >= 1", name=op.f(f"ck_{table}_revision")),
        *(area(table, column) for column in ("county_code", *districts)),
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
    remote = [f"health_{target}.county_code", f"health_{target}.id"]
    return sa.ForeignKeyConstraint(["county_code", column], remote, name=op.f(f"fk_{table}_county_code_{column}"))
