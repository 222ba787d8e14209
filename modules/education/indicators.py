"""What measures the plan's targets of education: 五(八)3 for the first two, 五(七)2 for the grants."""

from sqlalchemy import distinct, func

from hub.contract import Indicator, Standard
from hub.models import Text
from modules.education import models as rows

PRINCIPALS_HOSTED = Indicator(
    target="education.principals_hosted",
    model=rows.PrincipalPlacement,
    text=Text(
        "Distinct persons, by identity number, whose stay in Shenzhen begins in the year.",
        "当年来深研修的人数，同一身份证号只计一次，按研修开始日期归入年度。",
    ),
    value=lambda table: func.count(distinct(table.c.identity_number)),
)
SUPERVISION_GROUPS = Indicator(
    target="education.supervision_groups",
    model=rows.SupervisionVisit,
    text=Text(
        "Distinct supervision groups, by code, with a visit to any county that begins in the year.",
        "当年开展检查的督学评估组数，同一编号只计一次。",
    ),
    value=lambda table: func.count(distinct(table.c.group_code)),
)
ENTRANT_GRANT_STANDARD = Indicator(
    target="education.entrant_grant_standard",
    model=rows.EntrantGrant,
    text=Text("Grants of exactly the standard, out of all grants.", "按标准金额发放的资助笔数，对照全部资助笔数。"),
    value=lambda _: func.count(),
    standard=Standard(column="amount", reason="deviation_reason"),
)
