"""Tourism as one value: what the hub is told of it."""

from hub.contract import API_VERSION, SectorModule
from hub.models import Text
from modules.tourism import indicators, types
from modules.tourism.demo import demo

module = SectorModule(
    name="tourism",
    text=Text("Tourism", "旅游"),
    owner="culture-tourism-bureau",
    api_version=API_VERSION,
    measures=("tourism",),
    records=(
        types.Destination,
        types.TourRoute,
        types.RouteStop,
        types.TourismPlan,
        types.DemonstrationZone,
        types.PreferentialPolicy,
        types.TourismOperator,
        types.TourismInvestment,
        types.SmartPromotionChannel,
        types.PromotionCampaign,
        types.PromotionEvent,
        types.JointPromotion,
        types.VisitorStatistic,
    ),
    namespaces=(types.CountyTourism, types.DistrictTourism),
    indicators=indicators.INDICATORS,
    demo=demo,
    package="modules.tourism",
)
