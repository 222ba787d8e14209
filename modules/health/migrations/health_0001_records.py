"""The records of health: twelve tables under the rules of the measure, with their history."""

from alembic import op

from hub.records.tables import area, choice, create_record, day, flag, money, number, record, text

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


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(f"health_{table}")


def institutions() -> None:
    create_record(
        "health_medical_institution",
        "health",
        text("name", 100),
        choice(
            "kind",
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
    create_record(
        "health_health_construction",
        "health",
        text("name", 200),
        record("institution_id", "health_medical_institution", null=True),
        choice("kind", "BUILD", "RENOVATE", "EQUIP"),
        choice("state", "PLANNED", "UNDER_WAY", "COMPLETED", "STOPPED"),
        number("floor_area", null=True),
        number("beds_added"),
        money("planned_amount"),
        money("paid_amount"),
        natural=["name"],
    )


def partnerships() -> None:
    create_record(
        "health_hospital_group",
        "health",
        text("name", 100),
        text("lead_hospital", 100),
        area("lead_district_code"),
        natural=["name"],
    )
    create_record(
        "health_hospital_pairing",
        "health",
        record("group_id", "health_hospital_group", null=True),
        record("hospital_id", "health_medical_institution"),
        text("partner_hospital", 100),
        area("partner_district_code"),
        choice("aim", "WHOLE_HOSPITAL", "MANAGEMENT", "SPECIALTY"),
        choice("specialty", *SPECIALTIES, null=True),
        natural=["hospital_id", "partner_hospital", "starts_on"],
    )
    create_record(
        "health_medical_alliance",
        "health",
        text("name", 100),
        choice("kind", "URBAN_GROUP", "COUNTY_COMMUNITY", "SPECIALTY", "TELEMEDICINE"),
        record("lead_institution_id", "health_medical_institution"),
        text("adviser", 100, null=True),
        natural=["name"],
    )
    create_record(
        "health_medical_alliance_member",
        "health",
        record("alliance_id", "health_medical_alliance"),
        record("institution_id", "health_medical_institution"),
        choice("tie", "CLOSE", "LOOSE"),
        natural=["alliance_id", "institution_id", "starts_on"],
    )


def staff() -> None:
    create_record(
        "health_medical_team",
        "health",
        text("name", 100),
        record("hospital_id", "health_medical_institution"),
        text("sending_hospital", 100),
        area("sending_district_code"),
        number("patients_treated"),
        number("patients_operated"),
        number("staff_trained"),
        natural=["name"],
    )
    create_record(
        "health_medical_team_member",
        "health",
        record("team_id", "health_medical_team"),
        text("name", 50),
        text("identity_number", 18),
        text("phone", 11, null=True),
        choice("profession", *PROFESSIONS),
        choice("title", *TITLES, null=True),
        choice("specialty", *SPECIALTIES, null=True),
        flag("leads"),
        text("home_hospital", 100),
        natural=["team_id", "identity_number", "starts_on"],
    )
    create_record(
        "health_clinical_attachment",
        "health",
        text("name", 50),
        text("identity_number", 18),
        text("phone", 11, null=True),
        choice("profession", *PROFESSIONS),
        choice("title", *TITLES, null=True),
        choice("specialty", *SPECIALTIES, null=True),
        choice("mode", "ADVANCED_TRAINING", "MANAGEMENT", "SHORT_COURSE"),
        record("home_institution_id", "health_medical_institution"),
        text("host_hospital", 100),
        area("host_district_code"),
        natural=["identity_number", "starts_on"],
    )
    create_record(
        "health_medical_guidance_visit",
        "health",
        text("topic", 200),
        text("leader", 50),
        number("experts"),
        choice("form", "OPERATION", "WARD_ROUND", "CONSULTATION", "LECTURE", "EXCHANGE"),
        choice("specialty", *SPECIALTIES),
        record("hospital_id", "health_medical_institution"),
        text("sending_hospital", 100),
        area("sending_district_code"),
        number("procedures"),
        number("trainees"),
        natural=["topic", "starts_on"],
    )


def telemedicine() -> None:
    create_record(
        "health_telemedicine_link",
        "health",
        record("hospital_id", "health_medical_institution"),
        text("partner_hospital", 100),
        area("partner_district_code"),
        text("platform", 100, null=True),
        choice("state", "PREPARING", "RUNNING", "SUSPENDED", "CLOSED"),
        natural=["hospital_id", "partner_hospital", "starts_on"],
    )
    create_record(
        "health_telemedicine_session",
        "health",
        record("link_id", "health_telemedicine_link"),
        number("serial"),
        choice("kind", "CONSULTATION", "IMAGING", "WARD_ROUND", "TEACHING"),
        choice("specialty", *SPECIALTIES),
        day("requested_on"),
        choice("outcome", "ADVISED", "REFERRED", "REPORTED", "TAUGHT", "NOT_HELD", null=True),
        number("patients"),
        number("participants"),
        natural=["link_id", "serial"],
    )
