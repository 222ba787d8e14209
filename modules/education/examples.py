"""One question of each kind of user, which the demo asks and the README shows with its answer."""

from hub.contract import Example
from hub.models import Text

BUREAU = Example(
    client="education-bureau",
    text=Text("a bureau asks about its sector over all counties", "市直部门查询本领域在各县的情况"),
    query="""
{
  teacherDispatchAggregate(filter: { status: { eq: APPROVED } }, groupBy: [YEAR]) { year count sum { allowance } }
  counties { name education { schoolCount teacherDispatchCount constructionPaidTotal } }
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
  targets { name progress(year: 2019) { value target status districts { district { name } value } } }
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
