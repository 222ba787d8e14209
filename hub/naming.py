"""Names in three worlds: Python and SQL write `teacher_dispatch`, GraphQL `teacherDispatch` and `TeacherDispatch`."""

import re


def snake(name: str) -> str:
    """`TeacherDispatch` → `teacher_dispatch`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def camel(name: str) -> str:
    """`teacher_dispatch` → `teacherDispatch`."""
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)
