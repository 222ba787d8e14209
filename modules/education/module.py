"""education"""
from hub.contract import SectorModule, API_VERSION
from hub.texts import Text
from modules.education import types
module = SectorModule(name="education", text=Text("Education","教育"), owner="education-bureau", api_version=API_VERSION, measures=("education",), records=(types.School, types.TeacherDispatch), namespaces=(types.CountyEducation, types.DistrictEducation))
