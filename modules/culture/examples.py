"""What a bureau asks about culture in all counties, and a district about its own two."""

from hub.contract import Example
from hub.models import Text

BUREAU = Example(
    client="culture-tourism-bureau",
    text=Text("a bureau asks who learnt in Shenzhen, by year and position", "市直部门按年度和人员类别查询来深研修情况"),
    query="""
{
  cultureTraineeshipAggregate(filter: { status: { eq: APPROVED } }, groupBy: [YEAR, POSITION]) { year position count }
  counties { name culture { cultureTraineeshipCount creativeTalentCount digitalPaidTotal cultureTraineeCount } }
}
""",
)
DISTRICT = Example(
    client="futian-district",
    text=Text("a district asks about digital culture in its counties", "区查询结对县的数字文化项目"),
    query="""
{
  district(code: "440304") {
    name
    counties {
      name
      culture {
        digitalCultureProjects(first: 1, filter: { stage: { eq: LAUNCHED } }) {
          totalCount
          nodes { name launchedOn paidAmount partners(first: 2) { nodes { name contribution amount } } }
        }
      }
    }
  }
}
""",
)
EXAMPLES = (BUREAU, DISTRICT)
