"""Hospitals and health centres of the counties, and what is built for them."""

from decimal import Decimal

from hub.fields import Connection, One, column, connection, one, record
from hub.records.types import Record
from modules.health import models as rows
from modules.health.types import partnerships, staff, telemedicine


@record(
    rows.MedicalInstitution, "medical_institutions", "A hospital or health centre of the county.", zh="医疗卫生机构"
)
class MedicalInstitution(Record):
    """An institution; its lists hold what the programme does for it."""

    name: str = column(rows.MedicalInstitution.name, "Its full name, unique in the county.", zh="名称")
    kind: rows.MedicalInstitutionKind = column(rows.MedicalInstitution.kind, "What it is.", zh="机构类别")
    grade: rows.HospitalGrade | None = column(
        rows.MedicalInstitution.grade, "Level and class; null: not known.", zh="医院等级"
    )
    address: str | None = column(rows.MedicalInstitution.address, "Town and street.", zh="地址")
    beds: int | None = column(rows.MedicalInstitution.beds, "Beds for inpatients.", zh="床位数")
    health_workers: int | None = column(
        rows.MedicalInstitution.health_workers, "Health workers in post.", zh="卫生技术人员数"
    )
    pairings: Connection["partnerships.HospitalPairing"] = connection(
        rows.HospitalPairing.hospital_id, "Hospitals of Shenzhen that support it.", zh="结对医院"
    )
    teams: Connection["staff.MedicalTeam"] = connection(
        rows.MedicalTeam.hospital_id, "Medical teams sent to it.", zh="医疗队"
    )
    attachments: Connection["staff.ClinicalAttachment"] = connection(
        rows.ClinicalAttachment.home_institution_id, "Its people who learn in Shenzhen.", zh="来深进修人员"
    )
    guidance_visits: Connection["staff.MedicalGuidanceVisit"] = connection(
        rows.MedicalGuidanceVisit.hospital_id, "Hands-on visits to it.", zh="手把手指导"
    )
    telemedicine_links: Connection["telemedicine.TelemedicineLink"] = connection(
        rows.TelemedicineLink.hospital_id, "Its telemedicine links.", zh="远程医疗协作"
    )
    constructions: Connection["HealthConstruction"] = connection(
        rows.HealthConstruction.institution_id, "Works on its buildings and equipment.", zh="建设项目"
    )
    alliances_led: Connection["partnerships.MedicalAlliance"] = connection(
        rows.MedicalAlliance.lead_institution_id, "Alliances that it leads.", zh="牵头的医联体"
    )
    alliance_memberships: Connection["partnerships.MedicalAllianceMember"] = connection(
        rows.MedicalAllianceMember.institution_id, "Alliances that it is a member of.", zh="加入的医联体"
    )


@record(
    rows.HealthConstruction,
    "health_constructions",
    "A project that builds, renovates or equips a hospital or health centre.",
    zh="医疗卫生建设项目",
)
class HealthConstruction(Record):
    """Works on an institution."""

    name: str = column(rows.HealthConstruction.name, "The project's name, unique in the county.", zh="项目名称")
    institution: One[MedicalInstitution | None] = one(
        rows.HealthConstruction.institution_id,
        "The institution; null: a new one that is not recorded yet.",
        zh="所属机构",
    )
    kind: rows.HealthConstructionKind = column(rows.HealthConstruction.kind, "What is done.", zh="建设类别")
    state: rows.HealthConstructionState = column(rows.HealthConstruction.state, "How far it has come.", zh="建设进度")
    floor_area: int | None = column(rows.HealthConstruction.floor_area, "Floor area, m².", zh="建筑面积（平方米）")
    beds_added: int = column(rows.HealthConstruction.beds_added, "Beds gained.", zh="新增床位数")
    planned_amount: Decimal = column(rows.HealthConstruction.planned_amount, "Planned, CNY.", zh="计划投资（元）")
    paid_amount: Decimal = column(rows.HealthConstruction.paid_amount, "Paid so far, CNY.", zh="已付金额（元）")
