"""Culture as a part of each county and district: its lists, counts and totals."""

from decimal import Decimal

from hub.entities import County, District
from hub.fields import Connection, connection, count, namespace, total
from modules.culture import models as rows
from modules.culture.types.digital import DigitalCulturePartner, DigitalCultureProject
from modules.culture.types.exchange import CultureGuidanceVisit, CultureTraineeship
from modules.culture.types.institutions import CultureInstitution
from modules.culture.types.talent import CreativeTalent
from modules.culture.types.training import CultureAttendance, CultureCourse, CultureCourseSession, CultureTrainee


@namespace(County, "culture", "Culture in this county.", zh="文化")
class CountyCulture:
    """What a county's culture records add up to, and the records."""

    culture_institution_count: int | None = count(rows.CultureInstitution.county_code, "Institutions.", zh="文化机构数")
    culture_traineeship_count: int | None = count(
        rows.CultureTraineeship.county_code, "Stays in Shenzhen.", zh="来深研修人次"
    )
    culture_guidance_visit_count: int | None = count(
        rows.CultureGuidanceVisit.county_code, "Hands-on visits.", zh="“手把手”指导次数"
    )
    guided_total: int | None = total(
        rows.CultureGuidanceVisit.county_code,
        rows.CultureGuidanceVisit.trainees,
        "Local people guided by visits, attendance.",
        zh="受指导人次合计",
    )
    creative_talent_count: int | None = count(
        rows.CreativeTalent.county_code, "Supports of creative and design talents.", zh="创意设计人才扶持人次"
    )
    talent_support_total: Decimal | None = total(
        rows.CreativeTalent.county_code,
        rows.CreativeTalent.amount,
        "Cost of supports, CNY.",
        zh="人才扶持金额合计（元）",
    )
    talent_work_total: int | None = total(
        rows.CreativeTalent.county_code, rows.CreativeTalent.works, "Works that came of supports.", zh="扶持作品合计"
    )
    digital_culture_project_count: int | None = count(
        rows.DigitalCultureProject.county_code, "Digital projects, at any stage.", zh="数字文化项目数"
    )
    digital_planned_total: Decimal | None = total(
        rows.DigitalCultureProject.county_code,
        rows.DigitalCultureProject.planned_amount,
        "Planned for digital projects, CNY.",
        zh="数字文化项目计划金额合计（元）",
    )
    digital_paid_total: Decimal | None = total(
        rows.DigitalCultureProject.county_code,
        rows.DigitalCultureProject.paid_amount,
        "Paid for digital projects, CNY.",
        zh="数字文化项目已付金额合计（元）",
    )
    digital_job_total: int | None = total(
        rows.DigitalCultureProject.county_code,
        rows.DigitalCultureProject.jobs,
        "Jobs by digital projects.",
        zh="数字文化项目带动就业人数",
    )
    digital_contributed_total: Decimal | None = total(
        rows.DigitalCulturePartner.county_code,
        rows.DigitalCulturePartner.amount,
        "What partners from Shenzhen gave, CNY.",
        zh="深圳合作方出资合计（元）",
    )
    culture_course_count: int | None = count(rows.CultureCourse.county_code, "Training courses.", zh="培训班数")
    course_hours_total: int | None = total(
        rows.CultureCourseSession.county_code, rows.CultureCourseSession.hours, "Hours of sessions.", zh="培训总学时"
    )
    culture_trainee_count: int | None = count(
        rows.CultureTrainee.county_code, "Trainees, in each of their courses.", zh="培训学员人次"
    )

    culture_institutions: Connection[CultureInstitution] = connection(
        rows.CultureInstitution.county_code, "Cultural institutions and studios.", zh="文化机构"
    )
    culture_traineeships: Connection[CultureTraineeship] = connection(
        rows.CultureTraineeship.county_code, "Stays in Shenzhen.", zh="来深研修"
    )
    culture_guidance_visits: Connection[CultureGuidanceVisit] = connection(
        rows.CultureGuidanceVisit.county_code, "Hands-on visits.", zh="“手把手”指导"
    )
    creative_talents: Connection[CreativeTalent] = connection(
        rows.CreativeTalent.county_code, "Supports of creative and design talents.", zh="创意设计人才扶持"
    )
    digital_culture_projects: Connection[DigitalCultureProject] = connection(
        rows.DigitalCultureProject.county_code, "Digital projects.", zh="数字文化项目"
    )
    digital_culture_partners: Connection[DigitalCulturePartner] = connection(
        rows.DigitalCulturePartner.county_code, "Partners in digital projects.", zh="数字文化项目合作方"
    )
    culture_courses: Connection[CultureCourse] = connection(
        rows.CultureCourse.county_code, "Training courses.", zh="培训班"
    )
    culture_course_sessions: Connection[CultureCourseSession] = connection(
        rows.CultureCourseSession.county_code, "Sessions of courses.", zh="培训课次"
    )
    culture_trainees: Connection[CultureTrainee] = connection(
        rows.CultureTrainee.county_code, "Who takes part in courses.", zh="培训学员"
    )
    culture_attendances: Connection[CultureAttendance] = connection(
        rows.CultureAttendance.county_code, "Attendance at sessions.", zh="培训出勤"
    )


@namespace(District, "culture", "Culture in the counties paired with this district.", zh="结对县的文化")
class DistrictCulture(CountyCulture):
    """The same over all of a district's counties."""
