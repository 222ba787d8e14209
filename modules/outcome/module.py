"""The sector as one value: what the hub finds, checks and composes."""

from hub.contract import API_VERSION, SectorModule
from hub.texts import Text
from modules.outcome import types
from modules.outcome.demo import demo

module = SectorModule(
    name="outcome",
    text=Text("Outcome", "主要目标"),
    owner="lead-office",
    api_version=API_VERSION,
    measures=("outcome",),
    records=(types.OutcomeProject,),
    namespaces=(types.CountyOutcome, types.DistrictOutcome),
    demo=demo,
    package="modules.outcome",
)
