"""The records of culture: ten tables under the rules of the measure, with their history."""

from alembic import op

from hub.records.tables import area, choice, create_record, day, money, number, record, text

revision = "culture_0001_records"
down_revision = None
branch_labels = ("culture",)
depends_on = "0004_records"

FIELDS = (
    "MUSIC",
    "DANCE",
    "DRAMA",
    "FINE_ARTS",
    "LITERATURE",
    "FILM",
    "HERITAGE",
    "MUSEUMS",
    "PUBLIC_CULTURE",
    "DESIGN",
    "DIGITAL_CONTENT",
    "INDUSTRY",
    "ADMINISTRATION",
)
DISCIPLINES = ("VISUAL", "PRODUCT", "SOUVENIRS", "CRAFTS", "FASHION", "SPACE", "ANIMATION", "INTERACTION")
POSITIONS = ("ADMINISTRATOR", "INDUSTRY_MANAGER", "ARTIST")
TABLES = (
    "institution",
    "traineeship",
    "guidance_visit",
    "creative_talent",
    "digital_project",
    "digital_partner",
    "course",
    "course_session",
    "trainee",
    "attendance",
)
"""In the order in which they refer to each other."""


def upgrade() -> None:
    institutions()
    exchange()
    talent()
    digital()
    training()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(f"culture_{table}")


def institutions() -> None:
    create_record(
        "culture_institution",
        "culture",
        text("name", 100),
        choice(
            "kind",
            "AUTHORITY",
            "CULTURAL_CENTRE",
            "LIBRARY",
            "MUSEUM",
            "TROUPE",
            "HERITAGE_WORKSHOP",
            "DESIGN_STUDIO",
            "CREATIVE_ENTERPRISE",
        ),
        text("address", 200, null=True),
        number("staff"),
        natural=["name"],
    )


def exchange() -> None:
    create_record(
        "culture_traineeship",
        "culture",
        text("name", 50),
        text("identity_number", 18),
        text("phone", 11, null=True),
        choice("position", *POSITIONS),
        choice("field", *FIELDS),
        choice("mode", "SECONDMENT", "SHADOWING", "STUDY"),
        record("home_institution_id", "culture_institution"),
        text("host_institution", 100),
        area("host_district_code"),
        natural=["identity_number", "starts_on"],
    )
    create_record(
        "culture_guidance_visit",
        "culture",
        text("topic", 200),
        text("leader", 50),
        number("experts"),
        choice("form", "EXCHANGE", "HANDS_ON", "REHEARSAL", "CONSULTATION"),
        choice("field", *FIELDS),
        record("institution_id", "culture_institution", null=True),
        text("sending_institution", 100),
        area("sending_district_code"),
        number("trainees"),
        natural=["topic", "starts_on"],
    )


def talent() -> None:
    create_record(
        "culture_creative_talent",
        "culture",
        text("name", 50),
        text("identity_number", 18),
        text("phone", 11, null=True),
        choice("discipline", *DISCIPLINES),
        choice("level", "HIGH_LEVEL", "VERSATILE", "RESERVE"),
        choice("support", "GRANT", "MENTORING", "STUDIO", "PROMOTION"),
        record("institution_id", "culture_institution", null=True),
        text("mentor", 50, null=True),
        text("supporter", 100),
        area("supporting_district_code"),
        money("amount"),
        number("works"),
        natural=["identity_number", "support", "starts_on"],
    )


def digital() -> None:
    create_record(
        "culture_digital_project",
        "culture",
        text("name", 200),
        choice("kind", "ANIMATION", "AUDIOVISUAL", "HERITAGE", "DESIGN", "IMMERSIVE", "PLATFORM"),
        choice("stage", "PLANNED", "UNDER_WAY", "LAUNCHED", "STOPPED"),
        record("institution_id", "culture_institution", null=True),
        money("planned_amount"),
        money("paid_amount"),
        number("jobs"),
        day("launched_on", null=True),
        natural=["name"],
    )
    create_record(
        "culture_digital_partner",
        "culture",
        record("project_id", "culture_digital_project"),
        text("name", 100),
        choice("contribution", "FUNDING", "TECHNOLOGY", "CONTENT", "DISTRIBUTION"),
        area("district_code"),
        money("amount"),
        natural=["project_id", "name"],
    )


def training() -> None:
    create_record(
        "culture_course",
        "culture",
        text("title", 200),
        choice("field", *FIELDS),
        choice("venue", "SHENZHEN", "COUNTY", "ONLINE"),
        text("organiser", 100),
        area("district_code"),
        number("places"),
        natural=["title", "starts_on"],
    )
    create_record(
        "culture_course_session",
        "culture",
        record("course_id", "culture_course"),
        number("serial"),
        text("topic", 200),
        text("lecturer", 50),
        number("hours"),
        natural=["course_id", "serial"],
    )
    create_record(
        "culture_trainee",
        "culture",
        record("course_id", "culture_course"),
        text("name", 50),
        text("identity_number", 18),
        text("phone", 11, null=True),
        choice("position", *POSITIONS),
        record("institution_id", "culture_institution", null=True),
        choice("state", "ENROLLED", "COMPLETED", "LEFT"),
        natural=["course_id", "identity_number"],
    )
    create_record(
        "culture_attendance",
        "culture",
        record("session_id", "culture_course_session"),
        record("trainee_id", "culture_trainee"),
        choice("presence", "PRESENT", "PARTLY", "EXCUSED", "ABSENT"),
        natural=["session_id", "trainee_id"],
    )
