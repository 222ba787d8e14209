"""Education as a part of each county and district: its lists, counts and totals."""

from decimal import Decimal

from hub.entities import County, District
from hub.fields import Connection, connection, count, namespace, total
from modules.education import models as rows
from modules.education.types.schools import DigitalResource, School, SchoolConstruction, SchoolPairing
from modules.education.types.staff import PrincipalPlacement, TeacherDispatch, TeachingVisit
from modules.education.types.students import EntrantGrant, VocationalAdmission, VocationalCooperation
from modules.education.types.supervision import SchoolAssessment, SupervisionVisit


@namespace(County, "education", "Education in this county.", zh="教育")
class CountyEducation:
    """What a county's education records add up to, and the records."""

    school_count: int | None = count(rows.School.county_code, "Schools and kindergartens.", zh="学校数")
    pupil_total: int | None = total(rows.School.county_code, rows.School.pupils, "Pupils on roll.", zh="在校生总数")
    principal_placement_count: int | None = count(
        rows.PrincipalPlacement.county_code, "Stays in Shenzhen; a person may come again.", zh="来深研修人次"
    )
    teacher_dispatch_count: int | None = count(rows.TeacherDispatch.county_code, "Teachers sent.", zh="支教人次")
    teaching_visit_count: int | None = count(
        rows.TeachingVisit.county_code, "Visits of famous teachers.", zh="名师送教次数"
    )
    teaching_attendee_total: int | None = total(
        rows.TeachingVisit.county_code, rows.TeachingVisit.attendees, "Attendance at them.", zh="名师送教参加人次"
    )
    school_pairing_count: int | None = count(rows.SchoolPairing.county_code, "Pairings of schools.", zh="结对数")
    school_construction_count: int | None = count(
        rows.SchoolConstruction.county_code, "Construction projects.", zh="建设项目数"
    )
    construction_planned_total: Decimal | None = total(
        rows.SchoolConstruction.county_code,
        rows.SchoolConstruction.planned_amount,
        "Planned for construction, CNY.",
        zh="建设计划投资合计（元）",
    )
    construction_paid_total: Decimal | None = total(
        rows.SchoolConstruction.county_code,
        rows.SchoolConstruction.paid_amount,
        "Paid for construction, CNY.",
        zh="建设已付金额合计（元）",
    )
    vocational_student_total: int | None = total(
        rows.VocationalCooperation.county_code,
        rows.VocationalCooperation.students,
        "Students trained with enterprises.",
        zh="校企合作学生数",
    )
    digital_amount_total: Decimal | None = total(
        rows.DigitalResource.county_code,
        rows.DigitalResource.amount,
        "Spent on digital resources, CNY.",
        zh="信息化投入合计（元）",
    )
    school_assessment_count: int | None = count(rows.SchoolAssessment.county_code, "Assessments.", zh="评估次数")
    entrant_grant_count: int | None = count(
        rows.EntrantGrant.county_code, "Grants to university entrants.", zh="受资助大学新生数"
    )
    entrant_grant_total: Decimal | None = total(
        rows.EntrantGrant.county_code,
        rows.EntrantGrant.amount,
        "Granted to university entrants, CNY.",
        zh="大学新生资助合计（元）",
    )
    vocational_admission_count: int | None = count(
        rows.VocationalAdmission.county_code, "Students who came to Shenzhen.", zh="来深就读职业院校人次"
    )

    schools: Connection[School] = connection(rows.School.county_code, "Schools and kindergartens.", zh="学校")
    principal_placements: Connection[PrincipalPlacement] = connection(
        rows.PrincipalPlacement.county_code, "Principals and teachers hosted in Shenzhen.", zh="来深研修"
    )
    teacher_dispatches: Connection[TeacherDispatch] = connection(
        rows.TeacherDispatch.county_code, "Teachers sent.", zh="支教教师"
    )
    teaching_visits: Connection[TeachingVisit] = connection(
        rows.TeachingVisit.county_code, "Visits of famous teachers.", zh="名师送教"
    )
    school_pairings: Connection[SchoolPairing] = connection(
        rows.SchoolPairing.county_code, "Pairings of schools.", zh="学校结对"
    )
    school_constructions: Connection[SchoolConstruction] = connection(
        rows.SchoolConstruction.county_code, "Schools built, renovated and equipped.", zh="校园建设"
    )
    vocational_cooperations: Connection[VocationalCooperation] = connection(
        rows.VocationalCooperation.county_code, "Enterprises that train with vocational schools.", zh="校企合作"
    )
    digital_resources: Connection[DigitalResource] = connection(
        rows.DigitalResource.county_code, "Digital resources.", zh="教育信息化资源"
    )
    supervision_visits: Connection[SupervisionVisit] = connection(
        rows.SupervisionVisit.county_code, "Visits of supervision groups.", zh="督学评估"
    )
    school_assessments: Connection[SchoolAssessment] = connection(
        rows.SchoolAssessment.county_code, "Assessments of schools.", zh="办学水平评估"
    )
    entrant_grants: Connection[EntrantGrant] = connection(
        rows.EntrantGrant.county_code, "Grants to university entrants.", zh="大学新生资助"
    )
    vocational_admissions: Connection[VocationalAdmission] = connection(
        rows.VocationalAdmission.county_code, "Students at vocational schools in Shenzhen.", zh="来深就读职业院校"
    )


@namespace(District, "education", "Education in the counties paired with this district.", zh="结对县的教育")
class DistrictEducation(CountyEducation):
    """The same over all of a district's counties."""
