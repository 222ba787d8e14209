"""The closed vocabularies of a programme; their names are what is stored and what the API shows."""

from enum import Enum


class AreaLevel(Enum):
    """A level of administration, from the widest to the narrowest on each side."""

    CITY = "CITY"
    DISTRICT = "DISTRICT"
    COUNTY = "COUNTY"
    STREET = "STREET"
    TOWNSHIP = "TOWNSHIP"
    COMMUNITY = "COMMUNITY"
    VILLAGE = "VILLAGE"


class Side(Enum):
    """Which side of the assistance an area is on."""

    SUPPORTING = "SUPPORTING"
    SUPPORTED = "SUPPORTED"


class DesignationKind(Enum):
    """What a supported area is officially designated as, for a time."""

    NATIONALLY_DESIGNATED_POOR = "NATIONALLY_DESIGNATED_POOR"
    ROCKY_DESERTIFICATION = "ROCKY_DESERTIFICATION"
    DEEP_POVERTY = "DEEP_POVERTY"


class PairingLevel(Enum):
    """The three levels at which areas are paired."""

    DISTRICT_COUNTY = "DISTRICT_COUNTY"
    STREET_TOWNSHIP = "STREET_TOWNSHIP"
    COMMUNITY_VILLAGE = "COMMUNITY_VILLAGE"


class OrganisationKind(Enum):
    """What sort of body an organisation is."""

    LEAD_OFFICE = "LEAD_OFFICE"
    AUDITOR = "AUDITOR"
    GOVERNMENT_BUREAU = "GOVERNMENT_BUREAU"
    PARTY_DEPARTMENT = "PARTY_DEPARTMENT"
    DISTRICT_GOVERNMENT = "DISTRICT_GOVERNMENT"
    COUNTY_GOVERNMENT = "COUNTY_GOVERNMENT"
    WORK_GROUP = "WORK_GROUP"
    MASS_ORGANISATION = "MASS_ORGANISATION"
    MEDIA_GROUP = "MEDIA_GROUP"
    UNIVERSITY = "UNIVERSITY"
    ENTERPRISE = "ENTERPRISE"


class OrganisationRole(Enum):
    """The part that an organisation has in the programme, on which its members' rights rest."""

    LEAD = "LEAD"
    BUREAU = "BUREAU"
    DISTRICT = "DISTRICT"
    COUNTY = "COUNTY"
    WORKGROUP = "WORKGROUP"
    AUDITOR = "AUDITOR"


class TargetKind(Enum):
    """How a target's progress is computed; see `hub.programme.progress`."""

    COUNT_PER_YEAR = "COUNT_PER_YEAR"
    AVERAGE_PER_YEAR = "AVERAGE_PER_YEAR"
    COVERAGE_BY_DATE = "COVERAGE_BY_DATE"
    STANDING = "STANDING"
    MINIMUM_PER_AREA = "MINIMUM_PER_AREA"
    STANDARD = "STANDARD"


class TargetPer(Enum):
    """What one ratio of a target is about (RECORD: one grant, one volunteer); other breakdowns give values only."""

    PROGRAMME = "PROGRAMME"
    CITY = "CITY"
    DISTRICT = "DISTRICT"
    COUNTY = "COUNTY"
    RECORD = "RECORD"


class TargetStatus(Enum):
    """How far a target has come by a day."""

    MET = "MET"
    ON_COURSE = "ON_COURSE"
    BEHIND = "BEHIND"
    LATE = "LATE"
    NOT_MEASURED = "NOT_MEASURED"
