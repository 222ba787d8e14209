"""What is counted of health: the plan's target, 五(七)2, and what it sets no number for."""

from sqlalchemy import distinct, func

from hub.contract import Indicator
from hub.models import Text
from modules.health import models as rows

COUNTIES_COVERED = Indicator(
    key="health.counties_covered",
    name=Text("Counties with a medical team", "医疗队覆盖的受援县"),
    unit=Text("counties", "个县"),
    model=rows.MedicalTeam,
    text=Text(
        "Distinct counties at whose hospital a medical team has arrived.",
        "已有医疗队到达的受援县数，同一县只计一次，按到达日期归入统计期。",
    ),
    value=lambda table: func.count(distinct(table.c.county_code)),
)
TEAM_MEMBERS = Indicator(
    key="health.team_members",
    name=Text("Medical staff sent in teams", "医疗队派出的医务人员"),
    unit=Text("persons", "人"),
    model=rows.MedicalTeamMember,
    text=Text(
        "Distinct persons, by identity number, who come with a team in the time.",
        "统计期内随医疗队到达的人数，同一身份证号只计一次。",
    ),
    value=lambda table: func.count(distinct(table.c.identity_number)),
)
CLINICAL_ATTACHMENTS = Indicator(
    key="health.staff_attached",
    name=Text("County medical staff attached to Shenzhen hospitals", "来深进修的县级医务人员"),
    unit=Text("persons", "人"),
    model=rows.ClinicalAttachment,
    text=Text(
        "Distinct persons, by identity number, whose stay in Shenzhen begins in the time.",
        "统计期内开始来深进修的人数，同一身份证号只计一次。",
    ),
    value=lambda table: func.count(distinct(table.c.identity_number)),
)
HOSPITALS_PAIRED = Indicator(
    key="health.hospitals_paired",
    name=Text("County institutions paired with a Shenzhen hospital", "与深圳医院结对的县级医疗机构"),
    unit=Text("institutions", "家"),
    model=rows.HospitalPairing,
    text=Text(
        "Distinct institutions of the counties that are paired on the day.",
        "当日已结对的受援县医疗机构数，同一机构只计一次。",
    ),
    value=lambda table: func.count(distinct(table.c.hospital_id)),
    standing=True,
)
TELEMEDICINE_SESSIONS = Indicator(
    key="health.telemedicine_sessions",
    name=Text("Telemedicine sessions", "远程医疗"),
    unit=Text("sessions", "次"),
    model=rows.TelemedicineSession,
    text=Text(
        "Sessions over a link whose day lies in the time, also planned ones.",
        "统计期内的远程医疗次数，含已安排未开展的。",
    ),
    value=lambda _: func.count(),
)
INDICATORS = (COUNTIES_COVERED, TEAM_MEMBERS, CLINICAL_ATTACHMENTS, HOSPITALS_PAIRED, TELEMEDICINE_SESSIONS)
