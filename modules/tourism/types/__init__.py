"""What tourism serves, by subject: the declared types over its tables."""

from modules.tourism.types.business import TourismInvestment, TourismOperator
from modules.tourism.types.namespaces import CountyTourism, DistrictTourism
from modules.tourism.types.places import Destination, RouteStop, TourRoute
from modules.tourism.types.planning import DemonstrationZone, PreferentialPolicy, TourismPlan
from modules.tourism.types.promotion import (
    JointPromotion,
    PromotionCampaign,
    PromotionEvent,
    SmartPromotionChannel,
)
from modules.tourism.types.visitors import VisitorStatistic

__all__ = [
    "CountyTourism",
    "DemonstrationZone",
    "Destination",
    "DistrictTourism",
    "JointPromotion",
    "PreferentialPolicy",
    "PromotionCampaign",
    "PromotionEvent",
    "RouteStop",
    "SmartPromotionChannel",
    "TourRoute",
    "TourismInvestment",
    "TourismOperator",
    "TourismPlan",
    "VisitorStatistic",
]
