"""What can be wrong with a record that somebody writes: the codes, and one problem at one field."""

from dataclasses import dataclass

from hub.texts import Choice, Text


class ProblemCode(Choice):
    """Why a write was not done, for programs. (写入失败的原因代码)"""

    INVALID = Text("The value can't be used", "值无效")
    REQUIRED = Text("A value is missing", "缺少必填项")
    NOT_FOUND = Text("What the id or code names doesn't exist for this reader", "找不到所指的对象")
    OUT_OF_REACH = Text("The writer's rules don't reach this county", "无权填写该县的数据")
    OUT_OF_PROGRAMME = Text("The county or the dates lie outside the programme", "超出规划的区域或期限")
    DUPLICATE = Text("A record with the same natural key exists", "记录重复")
    INCONSISTENT = Text("It doesn't fit the record that it refers to", "与所引用的记录不一致")
    STALE = Text("The record has changed since it was read", "记录已被修改")
    WRONG_STATE = Text("The record's status doesn't allow the step", "当前状态不允许此操作")
    OWN_RECORD = Text("Nobody approves, or corrects once approved, what they wrote", "不能审核或更正自己填报的记录")
    REASON_MISSING = Text("A reason is needed", "需要说明原因")
    REQUEST_REUSED = Text("The request id was used for another request", "请求编号已用于其他请求")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: `field` is the model's column or an input's path, `text` says what to do about it."""

    field: str
    code: ProblemCode
    text: Text


class Refused(Exception):  # noqa: N818 - not a fault: the write is rolled back and its problems are the answer
    """A write that is not done, with everything that is wrong with it."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(f"{problem.field}: {problem.text.en}" for problem in problems))
        self.problems = problems
