"""The counties' cultural institutions and creative studios, and what is done at each."""

from hub.fields import Connection, column, connection, record
from hub.records.types import Record
from modules.culture import models as rows
from modules.culture.types import digital, exchange, talent, training


@record(
    rows.CultureInstitution,
    "culture_institutions",
    "A cultural institution, creative studio or enterprise in a county.",
    zh="文化机构",
)
class CultureInstitution(Record):
    """An institution, while it is open."""

    name: str = column(rows.CultureInstitution.name, "Its name, unique in the county.", zh="名称")
    kind: rows.CultureInstitutionKind = column(rows.CultureInstitution.kind, "What it is.", zh="机构类别")
    address: str | None = column(rows.CultureInstitution.address, "Where it is; null: not known.", zh="地址")
    staff: int = column(rows.CultureInstitution.staff, "People who work there.", zh="从业人数")
    traineeships: Connection["exchange.CultureTraineeship"] = connection(
        rows.CultureTraineeship.home_institution_id, "Its people who learn in Shenzhen.", zh="来深研修"
    )
    guidance_visits: Connection["exchange.CultureGuidanceVisit"] = connection(
        rows.CultureGuidanceVisit.institution_id, "Hands-on visits to it.", zh="“手把手”指导"
    )
    talents: Connection["talent.CreativeTalent"] = connection(
        rows.CreativeTalent.institution_id, "Talents supported there.", zh="扶持人才"
    )
    digital_projects: Connection["digital.DigitalCultureProject"] = connection(
        rows.DigitalCultureProject.institution_id, "Digital projects that it carries out.", zh="数字文化项目"
    )
    trainees: Connection["training.CultureTrainee"] = connection(
        rows.CultureTrainee.institution_id, "Its people in training courses.", zh="培训学员"
    )
