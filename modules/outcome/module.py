"""The outcome as one value: what the hub is told of it."""

from hub.contract import API_VERSION, SectorModule
from hub.models import Text
from modules.outcome import indicators, types
from modules.outcome.demo import demo

module = SectorModule(
    name="outcome",
    text=Text("Outcome", "主要目标"),
    owner="lead-office",
    api_version=API_VERSION,
    measures=("outcome",),
    records=(types.YearlyOutcome,),
    namespaces=(types.CountyOutcome, types.DistrictOutcome),
    indicators=indicators.INDICATORS,
    demo=demo,
    package="modules.outcome",
)
