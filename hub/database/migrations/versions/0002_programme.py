"""The programme: areas, pairings, organisations, measures and targets; public facts, which every reader may see."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ExcludeConstraint

revision = "0002_programme"
down_revision = "0001_roles"
branch_labels = None
depends_on = None

AREALEVEL = ("CITY", "DISTRICT", "COUNTY", "STREET", "TOWNSHIP", "COMMUNITY", "VILLAGE")
SIDE = ("SUPPORTING", "SUPPORTED")
DESIGNATIONKIND = ("NATIONALLY_DESIGNATED_POOR", "ROCKY_DESERTIFICATION", "DEEP_POVERTY")
PAIRINGLEVEL = ("DISTRICT_COUNTY", "STREET_TOWNSHIP", "COMMUNITY_VILLAGE")
ORGANISATIONKIND = (
    "LEAD_OFFICE",
    "AUDITOR",
    "GOVERNMENT_BUREAU",
    "PARTY_DEPARTMENT",
    "DISTRICT_GOVERNMENT",
    "COUNTY_GOVERNMENT",
    "WORK_GROUP",
    "MASS_ORGANISATION",
    "MEDIA_GROUP",
    "UNIVERSITY",
    "ENTERPRISE",
)
ORGANISATIONROLE = ("LEAD", "BUREAU", "DISTRICT", "COUNTY", "WORKGROUP", "AUDITOR")
TARGETKIND = ("COUNT_PER_YEAR", "AVERAGE_PER_YEAR", "COVERAGE_BY_DATE", "STANDING", "MINIMUM_PER_AREA", "STANDARD")
TARGETPER = ("PROGRAMME", "CITY", "DISTRICT", "COUNTY", "RECORD")
PAIR = "supporting_code || '>' || supported_code"
TABLES = (
    "hub_area",
    "hub_measure",
    "hub_organisation",
    "hub_programme",
    "hub_area_code",
    "hub_area_name",
    "hub_designation",
    "hub_measure_body",
    "hub_organisation_area",
    "hub_pairing",
    "hub_target",
    "hub_target_area",
)
"""In the order in which they can be made."""


def upgrade() -> None:
    # Ranges of texts: with them core GiST can hold "the same two areas, never twice at a time".
    op.execute('create type hub_text_range as range (subtype = text, collation = "C")')
    create_areas()
    create_pairings()
    create_measures()
    create_targets()
    # No row-level security: these are public facts. The service reads them and writes none; the owner loads them.
    op.execute(f"grant select on {', '.join(TABLES)} to hub_app")


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    op.execute("drop type hub_text_range")


def choice(name: str, names: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*names, name=name, native_enum=False, create_constraint=True, length=40)


def create_areas() -> None:
    op.create_table(
        "hub_area",
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("slug", sa.String(60), nullable=False),
        sa.Column("level", choice("arealevel", AREALEVEL), nullable=False),
        sa.Column("side", choice("side", SIDE), nullable=False),
        sa.Column("parent_code", sa.String(20)),
        sa.Column("name_en", sa.String(200), nullable=False),
        sa.Column("name_zh", sa.String(200), nullable=False),
        sa.Column("pinyin", sa.String(200), nullable=False),
        sa.Column("longitude", sa.Float()),
        sa.Column("latitude", sa.Float()),
        sa.CheckConstraint("(longitude is null) = (latitude is null)", name=op.f("ck_hub_area_place")),
        sa.ForeignKeyConstraint(["parent_code"], ["hub_area.code"], name=op.f("fk_hub_area_parent_code")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_hub_area")),
        sa.UniqueConstraint("slug", name=op.f("uq_hub_area_slug")),
    )
    op.create_index(op.f("ix_hub_area_level_side_pinyin"), "hub_area", ["level", "side", "pinyin"])
    op.create_index(op.f("ix_hub_area_parent_code"), "hub_area", ["parent_code"])
    op.create_table(
        "hub_programme",
        sa.Column("code", sa.String(60), nullable=False),
        sa.Column("name_en", sa.String(200), nullable=False),
        sa.Column("name_zh", sa.String(200), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("document_number", sa.String(200), nullable=False),
        sa.Column("document_en", sa.String(400), nullable=False),
        sa.Column("document_zh", sa.String(400), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_hub_programme_period")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_hub_programme")),
    )
    op.create_table(
        "hub_area_code",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("area_code", sa.String(20), nullable=False),
        sa.Column("valid_from", sa.Date()),
        sa.Column("valid_until", sa.Date()),
        sa.Column("gb_code", sa.String(6), nullable=False),
        sa.CheckConstraint("gb_code ~ '^[0-9]{6}$'", name=op.f("ck_hub_area_code_gb_code")),
        sa.CheckConstraint("valid_until >= valid_from", name=op.f("ck_hub_area_code_valid")),
        sa.ForeignKeyConstraint(["area_code"], ["hub_area.code"], name=op.f("fk_hub_area_code_area_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hub_area_code")),
        sa.UniqueConstraint(
            "area_code",
            "valid_from",
            name=op.f("uq_hub_area_code_area_code_valid_from"),
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_index(op.f("ix_hub_area_code_area_code"), "hub_area_code", ["area_code"])
    op.create_index(op.f("ix_hub_area_code_gb_code"), "hub_area_code", ["gb_code"])
    op.create_table(
        "hub_area_name",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("area_code", sa.String(20), nullable=False),
        sa.Column("valid_from", sa.Date()),
        sa.Column("valid_until", sa.Date()),
        sa.Column("name_en", sa.String(200), nullable=False),
        sa.Column("name_zh", sa.String(200), nullable=False),
        sa.CheckConstraint("valid_until >= valid_from", name=op.f("ck_hub_area_name_valid")),
        sa.ForeignKeyConstraint(["area_code"], ["hub_area.code"], name=op.f("fk_hub_area_name_area_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hub_area_name")),
        sa.UniqueConstraint(
            "area_code",
            "valid_from",
            name=op.f("uq_hub_area_name_area_code_valid_from"),
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_index(op.f("ix_hub_area_name_area_code"), "hub_area_name", ["area_code"])
    op.create_table(
        "hub_designation",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("area_code", sa.String(20), nullable=False),
        sa.Column("kind", choice("designationkind", DESIGNATIONKIND), nullable=False),
        sa.Column("valid_from", sa.Date()),
        sa.Column("valid_until", sa.Date()),
        sa.Column("source", sa.String(400), nullable=False),
        sa.CheckConstraint("valid_until >= valid_from", name=op.f("ck_hub_designation_valid")),
        sa.ForeignKeyConstraint(["area_code"], ["hub_area.code"], name=op.f("fk_hub_designation_area_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hub_designation")),
        sa.UniqueConstraint(
            "area_code",
            "kind",
            "valid_from",
            name=op.f("uq_hub_designation_area_code_kind_valid_from"),
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_index(op.f("ix_hub_designation_area_code"), "hub_designation", ["area_code"])


def create_pairings() -> None:
    op.create_table(
        "hub_pairing",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("level", choice("pairinglevel", PAIRINGLEVEL), nullable=False),
        sa.Column("supporting_code", sa.String(20), nullable=False),
        sa.Column("supported_code", sa.String(20), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        ExcludeConstraint(
            (
                sa.text(f"hub_text_range({PAIR}, {PAIR}, '[]')"),
                "&&",
            ),
            (sa.text("daterange(starts_on, ends_on, '[]')"), "&&"),
            deferrable=True,
            initially="IMMEDIATE",
            using="gist",
            name="ex_hub_pairing_period",
        ),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_hub_pairing_period")),
        sa.CheckConstraint("supporting_code <> supported_code", name=op.f("ck_hub_pairing_two_areas")),
        sa.ForeignKeyConstraint(["supported_code"], ["hub_area.code"], name=op.f("fk_hub_pairing_supported_code")),
        sa.ForeignKeyConstraint(["supporting_code"], ["hub_area.code"], name=op.f("fk_hub_pairing_supporting_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hub_pairing")),
    )
    op.create_index(
        op.f("ix_hub_pairing_supported_code_level_starts_on"), "hub_pairing", ["supported_code", "level", "starts_on"]
    )
    op.create_index(
        op.f("ix_hub_pairing_supporting_code_level_starts_on"), "hub_pairing", ["supporting_code", "level", "starts_on"]
    )


def create_measures() -> None:
    op.create_table(
        "hub_measure",
        sa.Column("code", sa.String(60), nullable=False),
        sa.Column("section", sa.String(40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name_en", sa.String(200), nullable=False),
        sa.Column("name_zh", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_hub_measure")),
    )
    op.create_table(
        "hub_organisation",
        sa.Column("code", sa.String(60), nullable=False),
        sa.Column("kind", choice("organisationkind", ORGANISATIONKIND), nullable=False),
        sa.Column("role", choice("organisationrole", ORGANISATIONROLE)),
        sa.Column("name_en", sa.String(200), nullable=False),
        sa.Column("name_zh", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_hub_organisation")),
    )
    op.create_table(
        "hub_measure_body",
        sa.Column("measure_code", sa.String(60), nullable=False),
        sa.Column("organisation_code", sa.String(60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("lead", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["measure_code"], ["hub_measure.code"], name=op.f("fk_hub_measure_body_measure_code")),
        sa.ForeignKeyConstraint(
            ["organisation_code"], ["hub_organisation.code"], name=op.f("fk_hub_measure_body_organisation_code")
        ),
        sa.PrimaryKeyConstraint("measure_code", "organisation_code", name=op.f("pk_hub_measure_body")),
    )
    op.create_index(op.f("ix_hub_measure_body_organisation_code"), "hub_measure_body", ["organisation_code"])
    op.create_table(
        "hub_organisation_area",
        sa.Column("organisation_code", sa.String(60), nullable=False),
        sa.Column("area_code", sa.String(20), nullable=False),
        sa.ForeignKeyConstraint(["area_code"], ["hub_area.code"], name=op.f("fk_hub_organisation_area_area_code")),
        sa.ForeignKeyConstraint(
            ["organisation_code"], ["hub_organisation.code"], name=op.f("fk_hub_organisation_area_organisation_code")
        ),
        sa.PrimaryKeyConstraint("organisation_code", "area_code", name=op.f("pk_hub_organisation_area")),
    )
    op.create_index(op.f("ix_hub_organisation_area_area_code"), "hub_organisation_area", ["area_code"])


def create_targets() -> None:
    op.create_table(
        "hub_target",
        sa.Column("key", sa.String(60), nullable=False),
        sa.Column("measure_code", sa.String(60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", choice("targetkind", TARGETKIND), nullable=False),
        sa.Column("per", choice("targetper", TARGETPER), nullable=False),
        sa.Column("value", sa.Numeric(precision=18, scale=2)),
        sa.Column("lower_bound", sa.Numeric(precision=18, scale=2)),
        sa.Column("upper_bound", sa.Numeric(precision=18, scale=2)),
        sa.Column("average_over", choice("arealevel", AREALEVEL)),
        sa.Column("unit", sa.String(40), nullable=False),
        sa.Column("unit_en", sa.String(40), nullable=False),
        sa.Column("unit_zh", sa.String(40), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("section", sa.String(40), nullable=False),
        sa.Column("name_en", sa.String(200), nullable=False),
        sa.Column("name_zh", sa.String(200), nullable=False),
        sa.Column("wording_en", sa.String(1000), nullable=False),
        sa.Column("wording_zh", sa.String(1000), nullable=False),
        sa.CheckConstraint(
            "(kind = 'AVERAGE_PER_YEAR') = (average_over is not null)", name=op.f("ck_hub_target_average")
        ),
        sa.CheckConstraint(
            "(kind = 'STANDARD') = (lower_bound is not null or upper_bound is not null)",
            name=op.f("ck_hub_target_standard"),
        ),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_hub_target_period")),
        sa.CheckConstraint("upper_bound >= lower_bound", name=op.f("ck_hub_target_bounds")),
        sa.ForeignKeyConstraint(["measure_code"], ["hub_measure.code"], name=op.f("fk_hub_target_measure_code")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_hub_target")),
    )
    op.create_index(op.f("ix_hub_target_measure_code"), "hub_target", ["measure_code"])
    op.create_table(
        "hub_target_area",
        sa.Column("target_key", sa.String(60), nullable=False),
        sa.Column("area_code", sa.String(20), nullable=False),
        sa.Column("value", sa.Numeric(precision=18, scale=2), nullable=False),
        sa.ForeignKeyConstraint(["area_code"], ["hub_area.code"], name=op.f("fk_hub_target_area_area_code")),
        sa.ForeignKeyConstraint(["target_key"], ["hub_target.key"], name=op.f("fk_hub_target_area_target_key")),
        sa.PrimaryKeyConstraint("target_key", "area_code", name=op.f("pk_hub_target_area")),
    )
    op.create_index(op.f("ix_hub_target_area_area_code"), "hub_target_area", ["area_code"])
