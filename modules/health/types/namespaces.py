"""Health as a part of each county and district: its lists, counts and totals."""

from decimal import Decimal

from hub.entities import County, District
from hub.fields import Connection, connection, count, namespace, total
from modules.health import models as rows
from modules.health.types.institutions import HealthConstruction, MedicalInstitution
from modules.health.types.partnerships import HospitalGroup, HospitalPairing, MedicalAlliance, MedicalAllianceMember
from modules.health.types.staff import ClinicalAttachment, MedicalGuidanceVisit, MedicalTeam, MedicalTeamMember
from modules.health.types.telemedicine import TelemedicineLink, TelemedicineSession


@namespace(County, "health", "Health in this county.", zh="医疗卫生")
class CountyHealth:
    """What a county's health records add up to, and the records."""

    medical_institution_count: int | None = count(
        rows.MedicalInstitution.county_code, "Hospitals and health centres.", zh="医疗卫生机构数"
    )
    bed_total: int | None = total(
        rows.MedicalInstitution.county_code, rows.MedicalInstitution.beds, "Beds for inpatients.", zh="床位总数"
    )
    hospital_pairing_count: int | None = count(rows.HospitalPairing.county_code, "Pairings of hospitals.", zh="结对数")
    medical_team_count: int | None = count(
        rows.MedicalTeam.county_code, "Medical teams; any covers the county.", zh="医疗队批次"
    )
    medical_team_member_count: int | None = count(
        rows.MedicalTeamMember.county_code, "Members of teams; a person may come again.", zh="医疗队队员人次"
    )
    patients_treated_total: int | None = total(
        rows.MedicalTeam.county_code, rows.MedicalTeam.patients_treated, "Treated by teams.", zh="医疗队诊疗人次"
    )
    patients_operated_total: int | None = total(
        rows.MedicalTeam.county_code, rows.MedicalTeam.patients_operated, "Operated on by teams.", zh="医疗队手术人次"
    )
    clinical_attachment_count: int | None = count(
        rows.ClinicalAttachment.county_code, "Stays in Shenzhen; a person may come again.", zh="来深进修人次"
    )
    medical_guidance_visit_count: int | None = count(
        rows.MedicalGuidanceVisit.county_code, "Hands-on visits.", zh="“手把手”指导次数"
    )
    guidance_trainee_total: int | None = total(
        rows.MedicalGuidanceVisit.county_code,
        rows.MedicalGuidanceVisit.trainees,
        "Attendance at them.",
        zh="受指导人次",
    )
    telemedicine_link_count: int | None = count(
        rows.TelemedicineLink.county_code, "Telemedicine links.", zh="远程医疗协作数"
    )
    telemedicine_session_count: int | None = count(
        rows.TelemedicineSession.county_code,
        "Telemedicine sessions, those not held included.",
        zh="远程服务场次，含未开展",
    )
    telemedicine_patient_total: int | None = total(
        rows.TelemedicineSession.county_code,
        rows.TelemedicineSession.patients,
        "Patients discussed in them.",
        zh="远程服务涉及患者人次",
    )
    health_construction_count: int | None = count(
        rows.HealthConstruction.county_code, "Construction projects.", zh="建设项目数"
    )
    construction_planned_total: Decimal | None = total(
        rows.HealthConstruction.county_code,
        rows.HealthConstruction.planned_amount,
        "Planned for construction, CNY.",
        zh="建设计划投资合计（元）",
    )
    construction_paid_total: Decimal | None = total(
        rows.HealthConstruction.county_code,
        rows.HealthConstruction.paid_amount,
        "Paid for construction, CNY.",
        zh="建设已付金额合计（元）",
    )
    medical_alliance_count: int | None = count(rows.MedicalAlliance.county_code, "Medical alliances.", zh="医联体数")

    medical_institutions: Connection[MedicalInstitution] = connection(
        rows.MedicalInstitution.county_code, "Hospitals and health centres.", zh="医疗卫生机构"
    )
    hospital_groups: Connection[HospitalGroup] = connection(
        rows.HospitalGroup.county_code, "Groups “1+N”.", zh="“1+N”组团帮扶"
    )
    hospital_pairings: Connection[HospitalPairing] = connection(
        rows.HospitalPairing.county_code, "Pairings of hospitals.", zh="医院结对"
    )
    medical_teams: Connection[MedicalTeam] = connection(rows.MedicalTeam.county_code, "Medical teams.", zh="医疗队")
    medical_team_members: Connection[MedicalTeamMember] = connection(
        rows.MedicalTeamMember.county_code, "Members of medical teams.", zh="医疗队队员"
    )
    clinical_attachments: Connection[ClinicalAttachment] = connection(
        rows.ClinicalAttachment.county_code, "Medical staff who learn in Shenzhen.", zh="来深进修"
    )
    medical_guidance_visits: Connection[MedicalGuidanceVisit] = connection(
        rows.MedicalGuidanceVisit.county_code, "Hands-on visits.", zh="“手把手”指导"
    )
    telemedicine_links: Connection[TelemedicineLink] = connection(
        rows.TelemedicineLink.county_code, "Telemedicine links.", zh="远程医疗协作"
    )
    telemedicine_sessions: Connection[TelemedicineSession] = connection(
        rows.TelemedicineSession.county_code, "Telemedicine sessions.", zh="远程医疗服务"
    )
    health_constructions: Connection[HealthConstruction] = connection(
        rows.HealthConstruction.county_code, "Hospitals and health centres built and equipped.", zh="医疗卫生建设"
    )
    medical_alliances: Connection[MedicalAlliance] = connection(
        rows.MedicalAlliance.county_code, "Medical alliances.", zh="医联体"
    )
    medical_alliance_members: Connection[MedicalAllianceMember] = connection(
        rows.MedicalAllianceMember.county_code, "Memberships in alliances.", zh="医联体成员"
    )


@namespace(District, "health", "Health in the counties paired with this district.", zh="结对县的医疗卫生")
class DistrictHealth(CountyHealth):
    """The same over all of a district's counties."""
