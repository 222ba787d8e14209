"""One question of each kind of user, which the demo asks and the README shows with its answer."""

from hub.contract import Example
from hub.models import Text

BUREAU = Example(
    client="education-bureau",
    text=Text("a bureau asks about its measure over all counties, year by year", "市直部门查询本措施在各县的逐年情况"),
    query="""
{
  measure(code: "education") {
    indicators {
      name
      unit
      years { year value target status counties { county { name } value } }
    }
  }
}
""",
)
DISTRICT = Example(
    client="futian-district",
    text=Text("a district asks about the counties paired with it", "区查询与其结对的县"),
    query="""
{
  district(code: "440304") {
    name
    education { teacherDispatchCount schoolPairingCount }
    counties {
      name
      education {
        teacherDispatches(first: 1, orderBy: [{ field: STARTS_ON, direction: DESC }]) {
          totalCount
          nodes { teacher subject startsOn school { name } }
        }
      }
    }
  }
}
""",
)
LEAD = Example(
    client="lead-office",
    text=Text("the lead office asks how the plan's targets stood in a year", "领导小组办查询规划目标的年度进度"),
    query="""
{
  targets(year: 2019) {
    name
    unit
    progress { value target expected ratio status districts { district { name } value } }
  }
}
""",
)
APP = Example(
    client="frontend-app",
    text=Text("a frontend app asks for what one page shows", "前端应用查询一个页面的内容"),
    query="""
{
  county(code: "451225") {
    name
    longitude
    latitude
    education {
      pupilTotal
      schools(first: 2, filter: { stage: { eq: PRIMARY } }, orderBy: [{ field: PUPILS, direction: DESC }]) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes { name pupils dispatches { totalCount } }
      }
    }
  }
}
""",
)
EXAMPLES = (BUREAU, DISTRICT, LEAD, APP)
