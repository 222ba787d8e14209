"""What is counted of education: the plan's targets, 五(八)3 and 五(七)2 (grants), and what it sets no number for."""

from sqlalchemy import distinct, func

from hub.contract import Indicator, Standard
from hub.models import Text
from modules.education import models as rows

PRINCIPALS_HOSTED = Indicator(
    key="education.principals_hosted",
    name=Text("Principals and backbone teachers hosted in Shenzhen", "来深研修的校（园）长、骨干教师"),
    unit=Text("persons", "人"),
    model=rows.PrincipalPlacement,
    text=Text(
        "Distinct persons, by identity number, whose stay in Shenzhen begins in the year.",
        "当年来深研修的人数，同一身份证号只计一次，按研修开始日期归入年度。",
    ),
    value=lambda table: func.count(distinct(table.c.identity_number)),
)
SUPERVISION_GROUPS = Indicator(
    key="education.supervision_groups",
    name=Text("Supervision groups sent", "选派的督学评估组"),
    unit=Text("groups", "个组"),
    model=rows.SupervisionVisit,
    text=Text(
        "Distinct supervision groups, by code, with a visit to any county that begins in the year.",
        "当年开展检查的督学评估组数，同一编号只计一次。",
    ),
    value=lambda table: func.count(distinct(table.c.group_code)),
)
ENTRANT_GRANT_STANDARD = Indicator(
    key="education.entrant_grant_standard",
    name=Text("Grants to university entrants at the standard", "按标准发放的大学新生资助"),
    unit=Text("grants", "笔"),
    model=rows.EntrantGrant,
    text=Text("Grants of exactly the standard, out of all grants.", "按标准金额发放的资助笔数，对照全部资助笔数。"),
    value=lambda _: func.count(),
    standard=Standard(column="amount", reason="deviation_reason"),
)
TEACHERS_DISPATCHED = Indicator(
    key="education.teachers_dispatched",
    name=Text("Shenzhen teachers sent to county schools", "赴受援县支教的深圳教师"),
    unit=Text("persons", "人"),
    model=rows.TeacherDispatch,
    text=Text(
        "Distinct persons, by identity number, whose service begins in the time.",
        "统计期内开始支教的人数，同一身份证号只计一次。",
    ),
    value=lambda table: func.count(distinct(table.c.identity_number)),
)
SCHOOLS_PAIRED = Indicator(
    key="education.schools_paired",
    name=Text("County schools paired with a Shenzhen school", "与深圳学校结对的受援县学校"),
    unit=Text("schools", "所"),
    model=rows.SchoolPairing,
    text=Text(
        "Distinct schools of the counties that are paired on the day.",
        "当日已结对的受援县学校数，同一学校只计一次。",
    ),
    value=lambda table: func.count(distinct(table.c.school_id)),
    standing=True,
)
ENTRANT_GRANTS_PAID = Indicator(
    key="education.entrant_grants_paid",
    name=Text("Grants to university entrants", "大学新生资助金额"),
    unit=Text("CNY", "元"),
    model=rows.EntrantGrant,
    text=Text("Grants to university entrants in the time.", "统计期内的大学新生资助金额合计。"),
    value=lambda table: func.sum(table.c.amount),
)
INDICATORS = (
    PRINCIPALS_HOSTED,
    SUPERVISION_GROUPS,
    ENTRANT_GRANT_STANDARD,
    TEACHERS_DISPATCHED,
    SCHOOLS_PAIRED,
    ENTRANT_GRANTS_PAID,
)
