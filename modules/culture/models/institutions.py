"""The counties' cultural institutions and creative studios, at which nearly everything else happens."""

from hub.models import Choice, Record, Text, choice, number, text


class CultureField(Choice):
    """A field of cultural work. (文化门类)"""

    MUSIC = Text("Music", "音乐")
    DANCE = Text("Dance", "舞蹈")
    DRAMA = Text("Drama and local opera", "戏剧戏曲")
    FINE_ARTS = Text("Fine arts and calligraphy", "美术书法")
    LITERATURE = Text("Writing for stage and page", "文学创作")
    FILM = Text("Photography, film and television", "摄影影视")
    HERITAGE = Text("Intangible cultural heritage", "非物质文化遗产")
    MUSEUMS = Text("Museums and relics", "文物博物")
    PUBLIC_CULTURE = Text("Libraries and public cultural services", "图书馆与公共文化服务")
    DESIGN = Text("Creative design", "创意设计")
    DIGITAL_CONTENT = Text("Digital content", "数字内容")
    INDUSTRY = Text("Running a cultural industry", "文化产业经营")
    ADMINISTRATION = Text("Administration of culture", "文化行政管理")


class CultureInstitutionKind(Choice):
    """What a cultural institution is. (文化机构类别)"""

    AUTHORITY = Text("The county's authority for culture", "文化主管部门")
    CULTURAL_CENTRE = Text("Cultural centre or station", "文化馆（站）")
    LIBRARY = Text("Public library", "图书馆")
    MUSEUM = Text("Museum or memorial hall", "博物馆、纪念馆")
    TROUPE = Text("Performing troupe", "文艺院团")
    HERITAGE_WORKSHOP = Text("Workshop of intangible heritage", "非遗传习所（工坊）")
    DESIGN_STUDIO = Text("Creative design studio", "创意设计工作室")
    CREATIVE_ENTERPRISE = Text("Enterprise of a cultural industry", "文化创意企业")


CREATIVE = (
    CultureInstitutionKind.HERITAGE_WORKSHOP,
    CultureInstitutionKind.DESIGN_STUDIO,
    CultureInstitutionKind.CREATIVE_ENTERPRISE,
)
"""Where creative and design talents have a place."""


class CultureInstitution(Record, table=True):
    """An institution, studio or enterprise of culture in a county; the period is that in which it is open."""

    __tablename__ = "culture_institution"
    measure = "culture"
    natural_key = ("name",)

    name: str = text(length=100)
    kind: CultureInstitutionKind = choice(CultureInstitutionKind)
    address: str | None = text(None)
    staff: int = number(le=10_000)
