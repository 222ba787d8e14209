"""types"""
from decimal import Decimal
import strawberry
from hub.context import Info
from hub.entities import County, District
from hub.fields import *
from hub.records.types import Record
from modules.education import models as rows

@record(rows.School, "schools", "A school.", zh="学校")
class School(Record):
    name: str = column(rows.School.name, "The name", zh="名称")
    stage: rows.Stage = column(rows.School.stage, "Stage", zh="学段")
    pupils: int | None = column(rows.School.pupils, "Pupils", zh="学生数")
    dispatches: Connection["TeacherDispatch"] = connection(rows.TeacherDispatch.school_id, "d", zh="d")

@record(rows.TeacherDispatch, "teacher_dispatches", "A teacher.", zh="支教")
class TeacherDispatch(Record):
    school: One[School | None] = one(rows.TeacherDispatch.school_id, "School", zh="学校")
    teacher: str | None = personal(rows.TeacherDispatch.teacher, "The teacher's name", zh="姓名")
    subject: str = column(rows.TeacherDispatch.subject, "Subject", zh="学科")
    allowance: Decimal = column(rows.TeacherDispatch.allowance, "Allowance", zh="补助")
    @field("Label", zh="标签")
    async def label(self, info: Info) -> str:
        school = await self.school.load(info)
        return f"{self.subject} {school.name if school else ''}"

@namespace(County, "education", "Education in this county.", zh="教育")
class CountyEducation:
    schools: Connection[School] = connection(rows.School.county_code, "Its schools", zh="学校")
    teacher_dispatches: Connection[TeacherDispatch] = connection(rows.TeacherDispatch.county_code, "d", zh="支教")
    dispatch_count: int | None = count(rows.TeacherDispatch.county_code, "n", zh="人次")
    pupils: int | None = total(rows.School.county_code, rows.School.pupils, "p", zh="学生")

@namespace(District, "education", "Education in its counties.", zh="教育")
class DistrictEducation(CountyEducation):
    """d"""
