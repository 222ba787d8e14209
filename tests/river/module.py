"""The sector of rivers as one value, with an indicator of each kind."""

from sqlalchemy import distinct, func

from hub.contract import API_VERSION, Indicator, SectorModule, Standard
from hub.texts import Text
from tests.river import models, types

SURVEYED = Indicator(
    key="river.surveyed",
    name=Text("Surveys", "勘测"),
    unit=Text("times", "次"),
    model=models.Survey,
    text=Text("Surveys that begin in the year", "当年开始的勘测次数"),
    value=lambda _: func.count(),
)
FEES = Indicator(
    key="river.fees",
    name=Text("Fees", "费用"),
    unit=Text("CNY", "元"),
    model=models.Survey,
    text=Text("Fees of surveys that begin in the year", "当年开始的勘测费用"),
    value=lambda table: func.sum(table.c.fee),
)
COVERED = Indicator(
    key="river.covered",
    name=Text("Counties surveyed", "已勘测的县"),
    unit=Text("counties", "个县"),
    model=models.Survey,
    text=Text("Counties with a survey", "有勘测的县"),
    value=lambda table: func.count(distinct(table.c.county_code)),
)
FLOWING = Indicator(
    key="river.flowing",
    name=Text("Rivers", "河流"),
    unit=Text("rivers", "条"),
    model=models.River,
    text=Text("Rivers on the day", "当日的河流"),
    value=lambda _: func.count(),
    standing=True,
)
FEE_STANDARD = Indicator(
    key="river.fee_standard",
    name=Text("Surveys at the standard fee", "按标准收费的勘测"),
    unit=Text("surveys", "次"),
    model=models.Survey,
    text=Text("Surveys at the standard fee", "按标准收费的勘测"),
    value=lambda _: func.count(),
    standard=Standard(column="fee", reason="deviation_reason"),
)

module = SectorModule(
    name="river",
    text=Text("Rivers", "河流"),
    owner="health-commission",
    api_version=API_VERSION,
    measures=("health", "culture"),
    records=(types.River, types.Survey, types.Ferry),
    namespaces=(types.CountyRivers, types.DistrictRivers),
    indicators=(SURVEYED, FEES, COVERED, FLOWING, FEE_STANDARD),
    package="tests.river",
)
