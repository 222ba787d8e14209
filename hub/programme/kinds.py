"""The closed vocabularies of a programme; their names are what is stored and what the API shows."""

from enum import Enum


class AreaLevel(Enum):
    """A level of administration, from the widest to the narrowest on each side."""

    CITY = "city"
    DISTRICT = "district"
    COUNTY = "county"
    STREET = "street"
    TOWNSHIP = "township"
    COMMUNITY = "community"
    VILLAGE = "village"


class Side(Enum):
    """Which side of the assistance an area is on."""

    SUPPORTING = "supporting"
    SUPPORTED = "supported"


class DesignationKind(Enum):
    """What a supported area is officially designated as, for a time."""

    NATIONALLY_DESIGNATED_POOR = "nationally_designated_poor"
    ROCKY_DESERTIFICATION = "rocky_desertification"
    DEEP_POVERTY = "deep_poverty"


class PairingLevel(Enum):
    """The three levels at which areas are paired."""

    DISTRICT_COUNTY = "district_county"
    STREET_TOWNSHIP = "street_township"
    COMMUNITY_VILLAGE = "community_village"


class OrganisationKind(Enum):
    """What sort of body an organisation is."""

    LEAD_OFFICE = "lead_office"
    AUDITOR = "auditor"
    GOVERNMENT_BUREAU = "government_bureau"
    PARTY_DEPARTMENT = "party_department"
    DISTRICT_GOVERNMENT = "district_government"
    COUNTY_GOVERNMENT = "county_government"
    WORK_GROUP = "work_group"
    MASS_ORGANISATION = "mass_organisation"
    MEDIA_GROUP = "media_group"
    UNIVERSITY = "university"
    ENTERPRISE = "enterprise"


class OrganisationRole(Enum):
    """The part that an organisation has in the programme, on which its members' rights rest."""

    LEAD = "lead"
    BUREAU = "bureau"
    DISTRICT = "district"
    COUNTY = "county"
    WORKGROUP = "workgroup"
    AUDITOR = "auditor"


class TargetKind(Enum):
    """How a target's progress is computed; see `hub.programme.progress`."""

    COUNT_PER_YEAR = "count_per_year"
    AVERAGE_PER_YEAR = "average_per_year"
    COVERAGE_BY_DATE = "coverage_by_date"
    STANDING = "standing"
    MINIMUM_PER_AREA = "minimum_per_area"
    STANDARD = "standard"


class TargetPer(Enum):
    """What one ratio of a target is about (RECORD: one grant, one volunteer); other breakdowns give values only."""

    PROGRAMME = "programme"
    CITY = "city"
    DISTRICT = "district"
    COUNTY = "county"
    RECORD = "record"


class TargetStatus(Enum):
    """How far a target has come by a day."""

    MET = "met"
    ON_COURSE = "on_course"
    BEHIND = "behind"
    LATE = "late"
    NOT_MEASURED = "not_measured"
