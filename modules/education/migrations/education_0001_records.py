"""The records of education: twelve tables under the rules of the measure, with their history."""

from alembic import op

from hub.records.tables import area, choice, create_record, money, number, record, text

revision = "education_0001_records"
down_revision = None
branch_labels = ("education",)
depends_on = "0004_records"

STAGES = (
    "KINDERGARTEN",
    "PRIMARY",
    "NINE_YEAR",
    "JUNIOR",
    "COMPLETE_SECONDARY",
    "SENIOR",
    "VOCATIONAL",
    "SPECIAL",
)
SUBJECTS = (
    "CHINESE",
    "MATHEMATICS",
    "ENGLISH",
    "PHYSICS",
    "CHEMISTRY",
    "BIOLOGY",
    "POLITICS",
    "HISTORY",
    "GEOGRAPHY",
    "SCIENCE",
    "MUSIC",
    "ART",
    "SPORT",
    "TECHNOLOGY",
    "PRESCHOOL",
    "VOCATIONAL",
    "MANAGEMENT",
    "OTHER",
)
TABLES = (
    "school",
    "school_pairing",
    "school_construction",
    "digital_resource",
    "principal_placement",
    "teacher_dispatch",
    "teaching_visit",
    "supervision_visit",
    "school_assessment",
    "entrant_grant",
    "vocational_admission",
    "vocational_cooperation",
)
"""In the order in which they refer to each other."""


def upgrade() -> None:
    schools()
    staff()
    supervision()
    students()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(f"education_{table}")


def schools() -> None:
    create_record(
        "education_school",
        "education",
        text("name", 100),
        choice("stage", *STAGES),
        text("address", 200, null=True),
        number("pupils", null=True),
        number("teachers", null=True),
        number("boarders", null=True),
        natural=["name"],
    )
    create_record(
        "education_school_pairing",
        "education",
        record("school_id", "education_school"),
        text("partner_school", 100),
        area("partner_district_code"),
        choice("kind", "WHOLE_SCHOOL", "MANAGEMENT", "TEACHING", "ONLINE"),
        natural=["school_id", "partner_school", "starts_on"],
    )
    create_record(
        "education_school_construction",
        "education",
        text("name", 200),
        record("school_id", "education_school", null=True),
        choice("stage", *STAGES),
        choice("kind", "BUILD", "RENOVATE", "EQUIP"),
        choice("state", "PLANNED", "UNDER_WAY", "COMPLETED", "STOPPED"),
        number("floor_area", null=True),
        money("planned_amount"),
        money("paid_amount"),
        natural=["name"],
    )
    create_record(
        "education_digital_resource",
        "education",
        text("title", 200),
        choice("kind", "NETWORK", "CLASSROOM", "LIBRARY", "PLATFORM", "PLANNING"),
        number("schools_reached"),
        money("amount"),
        natural=["title"],
    )


def staff() -> None:
    create_record(
        "education_principal_placement",
        "education",
        text("name", 50),
        text("identity_number", 18),
        text("phone", 11, null=True),
        choice("gender", "FEMALE", "MALE"),
        choice("position", "PRINCIPAL", "KINDERGARTEN_HEAD", "BACKBONE_TEACHER"),
        choice("mode", "SECONDMENT", "SHADOWING"),
        record("home_school_id", "education_school"),
        text("host_school", 100),
        area("host_district_code"),
        natural=["identity_number", "starts_on"],
    )
    create_record(
        "education_teacher_dispatch",
        "education",
        text("teacher", 50),
        text("identity_number", 18),
        text("phone", 11, null=True),
        choice("subject", *SUBJECTS),
        choice("stage", *STAGES),
        record("school_id", "education_school"),
        text("sending_school", 100),
        area("sending_district_code"),
        money("allowance"),
        natural=["identity_number", "starts_on"],
    )
    create_record(
        "education_teaching_visit",
        "education",
        text("topic", 200),
        text("leader", 50),
        number("teachers"),
        choice("subject", *SUBJECTS),
        number("sessions"),
        number("attendees"),
        record("school_id", "education_school", null=True),
        area("sending_district_code"),
        natural=["topic", "starts_on"],
    )


def supervision() -> None:
    create_record(
        "education_supervision_visit",
        "education",
        text("group_code", 7),
        text("leader", 50),
        number("members"),
        natural=["group_code"],
    )
    create_record(
        "education_school_assessment",
        "education",
        record("visit_id", "education_supervision_visit"),
        record("school_id", "education_school"),
        choice("grade", "EXCELLENT", "GOOD", "QUALIFIED", "UNQUALIFIED"),
        number("score"),
        text("findings", 2000, null=True),
        natural=["school_id", "starts_on"],
    )


def students() -> None:
    create_record(
        "education_entrant_grant",
        "education",
        text("student", 50),
        text("identity_number", 18),
        text("university", 100),
        money("amount"),
        text("donor", 200),
        text("deviation_reason", 500, null=True),
        natural=["identity_number"],
    )
    create_record(
        "education_vocational_admission",
        "education",
        text("student", 50),
        text("identity_number", 18),
        choice("kind", "ADMISSION", "FUNDED_TRANSFER"),
        choice("from_stage", *STAGES),
        text("college", 100),
        text("major", 100),
        money("amount"),
        natural=["identity_number", "starts_on"],
    )
    create_record(
        "education_vocational_cooperation",
        "education",
        record("school_id", "education_school"),
        text("enterprise", 200),
        text("major", 100),
        number("students"),
        number("workplaces"),
        natural=["school_id", "enterprise", "major", "starts_on"],
    )
