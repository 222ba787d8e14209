"""What measures the plan's target of health: 五(七)2."""

from sqlalchemy import distinct, func

from hub.contract import Indicator
from hub.models import Text
from modules.health import models as rows

COUNTIES_COVERED = Indicator(
    target="health.counties_covered",
    model=rows.MedicalTeam,
    text=Text(
        "Distinct counties at whose hospital a medical team has arrived.",
        "已有医疗队到达的受援县数，同一县只计一次，按到达日期归入统计期。",
    ),
    value=lambda table: func.count(distinct(table.c.county_code)),
)
