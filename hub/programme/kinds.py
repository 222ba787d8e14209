"""The closed vocabularies of a programme; their names are what is stored and what the API shows."""

from hub.texts import Choice, Text


class AreaLevel(Choice):
    """A level of administration, from the widest to the narrowest on each side. (行政层级)"""

    CITY = Text("A prefecture-level city", "地级市")
    DISTRICT = Text("A district of the supporting city", "区")
    COUNTY = Text("A county, or a district or city at its level", "县（市、区）")
    STREET = Text("A street office, below a district", "街道")
    TOWNSHIP = Text("A township or town, below a county", "乡镇")
    COMMUNITY = Text("A residents' community, below a street", "社区")
    VILLAGE = Text("An administrative village, below a township", "行政村")


class Side(Choice):
    """Which side of the assistance an area is on. (支援方或受援方)"""

    SUPPORTING = Text("It gives support", "支援方")
    SUPPORTED = Text("It is supported", "受援方")


class DesignationKind(Choice):
    """What a supported area is officially designated as, for a time. (官方认定类别)"""

    NATIONALLY_DESIGNATED_POOR = Text("A key county of national poverty alleviation", "国家扶贫开发工作重点县")
    ROCKY_DESERTIFICATION = Text("A county of the rocky desertification area", "滇桂黔石漠化片区县")
    DEEP_POVERTY = Text("A county in deep poverty", "深度贫困县")


class PairingLevel(Choice):
    """The three levels at which areas are paired. (结对层级)"""

    DISTRICT_COUNTY = Text("A district with a county", "区县结对")
    STREET_TOWNSHIP = Text("A street with a township", "街道与乡镇结对")
    COMMUNITY_VILLAGE = Text("A community with a village", "社区与村结对")


class OrganisationKind(Choice):
    """What sort of body an organisation is. (单位类别)"""

    LEAD_OFFICE = Text("The office that leads the programme", "牵头办公室")
    AUDITOR = Text("An auditing body", "审计机关")
    GOVERNMENT_BUREAU = Text("A bureau of the government", "政府部门")
    PARTY_DEPARTMENT = Text("A department of the Party committee", "党委部门")
    DISTRICT_GOVERNMENT = Text("The government of a supporting district", "区政府")
    COUNTY_GOVERNMENT = Text("The government of a supported county", "县政府")
    WORK_GROUP = Text("A work group on the spot", "前方工作组")
    MASS_ORGANISATION = Text("A mass organisation", "群团组织")
    MEDIA_GROUP = Text("A group of media", "媒体集团")
    UNIVERSITY = Text("A university", "高等院校")
    ENTERPRISE = Text("An enterprise", "企业")


class OrganisationRole(Choice):
    """The part that an organisation has in the programme, on which its members' rights rest. (单位角色)"""

    LEAD = Text("Leads the programme and sees all of it", "牵头单位")
    BUREAU = Text("Answers for measures in all counties", "责任部门")
    DISTRICT = Text("Supports the counties paired with it", "支援区")
    COUNTY = Text("Is supported and reports on its own county", "受援县")
    WORKGROUP = Text("Works on the spot, in its cities", "工作组")
    AUDITOR = Text("Reads all of it, and writes nothing", "审计单位")


class TargetKind(Choice):
    """How a target's progress is computed; see `hub.programme.progress`. (目标类型)"""

    COUNT_PER_YEAR = Text("So many in each year", "每年数量")
    AVERAGE_PER_YEAR = Text("So many a year on average", "年均数量")
    COVERAGE_BY_DATE = Text("All of a known set by a day", "限期覆盖")
    STANDING = Text("So many at any time", "常态保有量")
    MINIMUM_PER_AREA = Text("At least so many in each area", "每区域下限")
    STANDARD = Text("A bound that each record is held to", "单项标准")


class TargetPer(Choice):
    """What one ratio of a target is about; other breakdowns give values only. (衡量层级)"""

    PROGRAMME = Text("The whole programme", "整个规划")
    CITY = Text("Each city", "每市")
    DISTRICT = Text("Each supporting district", "每支援区")
    COUNTY = Text("Each county", "每县")
    RECORD = Text("Each record, such as one grant", "每条记录")


class TargetStatus(Choice):
    """How far a target has come by a day. (目标进度状态)"""

    MET = Text("Reached", "已完成")
    ON_COURSE = Text("Its period runs, and as much is done as should be by that day", "进度正常")
    BEHIND = Text("Its period runs, and less is done than should be by that day", "进度滞后")
    LATE = Text("Its period is over, and it was not reached", "逾期未完成")
    COUNTED = Text("What is done is counted; the plan sets no number to reach", "仅统计，规划未定数量")
    NOT_MEASURED = Text("Nothing measures it yet", "未计量")
