"""What is counted of culture, 五(八)4. The plan sets no number for it, so nothing here measures a target."""

from sqlalchemy import distinct, func

from hub.contract import Indicator
from hub.models import Text
from modules.culture import models as rows

PEOPLE_HOSTED = Indicator(
    key="culture.people_hosted",
    name=Text("People of culture who learnt in Shenzhen", "来深研修的文化人员"),
    unit=Text("persons", "人"),
    model=rows.CultureTraineeship,
    text=Text(
        "Distinct persons, by identity number, whose stay in Shenzhen begins in the time.",
        "统计期内开始来深研修的人数，同一身份证号只计一次。",
    ),
    value=lambda table: func.count(distinct(table.c.identity_number)),
)
GUIDANCE_VISITS = Indicator(
    key="culture.guidance_visits",
    name=Text("Hands-on visits to the counties", "到县业务交流与“手把手”指导"),
    unit=Text("visits", "次"),
    model=rows.CultureGuidanceVisit,
    text=Text("Visits that begin in the time.", "统计期内开始的指导次数。"),
    value=lambda _: func.count(),
)
TALENTS_SUPPORTED = Indicator(
    key="culture.talents_supported",
    name=Text("Creative and design talents supported", "获扶持的文化创意和设计服务人才"),
    unit=Text("persons", "人"),
    model=rows.CreativeTalent,
    text=Text(
        "Distinct persons, by identity number, whose support begins in the time, in however many ways.",
        "统计期内开始获扶持的人数，同一身份证号只计一次，不论扶持方式多少。",
    ),
    value=lambda table: func.count(distinct(table.c.identity_number)),
)
PROJECTS_LAUNCHED = Indicator(
    key="culture.digital_projects_launched",
    name=Text("Digital-culture projects launched", "已上线的数字文化项目"),
    unit=Text("projects", "个"),
    model=rows.DigitalCultureProject,
    text=Text(
        "Projects begun in the time that have been launched, then or later.",
        "统计期内启动、目前已上线的项目数。",
    ),
    value=lambda _: func.count(),
    only={"stage": rows.DigitalCultureStage.LAUNCHED},
)
TRAINEES = Indicator(
    key="culture.course_trainees",
    name=Text("People trained in courses", "培训班学员"),
    unit=Text("persons", "人"),
    model=rows.CultureTrainee,
    text=Text(
        "Distinct persons, by identity number, who join a course in the time.",
        "统计期内参加培训班的人数，同一身份证号只计一次。",
    ),
    value=lambda table: func.count(distinct(table.c.identity_number)),
)
INDICATORS = (PEOPLE_HOSTED, GUIDANCE_VISITS, TALENTS_SUPPORTED, PROJECTS_LAUNCHED, TRAINEES)
