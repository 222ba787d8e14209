"""What the centre itself counts: the pairings below those of districts and counties, 四(二) of the plan."""

from sqlalchemy import distinct, func

from hub.contract import Indicator
from hub.programme.pairs import CommunityPairs, StreetPairs
from hub.texts import Text

STREET_PAIRINGS = Indicator(
    key="hub.street_pairings",
    name=Text("Streets paired with townships", "与乡镇结对的街道"),
    unit=Text("streets", "个街道"),
    text=Text(
        "Distinct streets of the district that are paired with a township on the day.",
        "当日与乡镇结对的街道数，同一街道只计一次。",
    ),
    model=StreetPairs,
    value=lambda table: func.count(distinct(table.c.supporting_code)),
    standing=True,
    district="district_code",
)
COMMUNITY_PAIRINGS = Indicator(
    key="hub.community_pairings",
    name=Text("Communities paired with villages", "与村结对的社区（股份公司）"),
    unit=Text("communities", "个社区"),
    text=Text(
        "Distinct communities, or joint-stock companies, of the district that are paired with a village on the day.",
        "当日与村结对的社区（股份公司）数，同一社区只计一次。",
    ),
    model=CommunityPairs,
    value=lambda table: func.count(distinct(table.c.supporting_code)),
    standing=True,
    district="district_code",
)
INDICATORS = (STREET_PAIRINGS, COMMUNITY_PAIRINGS)
