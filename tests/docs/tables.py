"""The tables of the guides that are made from the code; `.venv/bin/python tests/docs/tables.py` writes them."""

import re
from collections.abc import Iterable
from pathlib import Path

from hub.endpoint.limits import Limits
from hub.endpoint.protocol import HEAD_BYTES, HEADERS
from hub.query.filters import MAX_IN, MAX_TERMS
from hub.query.order import MAX_ORDER
from hub.settings import Settings, settings_table
from hub.texts import Language, Text

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {
    "settings": {Language.EN: "operating.md", Language.ZH: "operating.zh-CN.md"},
    "limits": {Language.EN: "frontend.md", Language.ZH: "frontend.zh-CN.md"},
}
_TYPES = {
    "choice": Text("choice", "选项"),
    "integer": Text("integer", "整数"),
    "list": Text("list", "列表"),
    "number": Text("number", "数字"),
    "path": Text("path", "路径"),
    "text": Text("text", "文本"),
    "yes or no": Text("yes or no", "是或否"),
}


def settings(language: Language) -> str:
    """The table of settings."""
    head = (Text("variable", "变量"), Text("type", "类型"), Text("default", "默认值"), Text("meaning", "含义"))
    rows = (
        (f"`{name}`", _TYPES[kind].say(language), f"`{default}`" if default else "", meaning.say(language))
        for name, kind, default, meaning in settings_table()
    )
    return _table([text.say(language) for text in head], rows)


def limits(language: Language) -> str:
    """The table of limits, as they are by default."""
    head = (Text("limit", "限额"), Text("by default", "默认值"), Text("set by", "设置"))
    rows = ((text.say(language), value, variable and f"`{variable}`") for text, value, variable in _limits())
    return _table([text.say(language) for text in head], rows)


def _limits() -> Iterable[tuple[Text, str, str]]:
    own = Limits()
    yield Text("rows of a page, unless said", "每页记录数（未指定时）"), f"{own.page_default:,}", "HUB_PAGE_DEFAULT"
    yield Text("rows of a page, at most", "每页记录数上限"), f"{own.page:,}", "HUB_PAGE_MAX"
    yield Text("depth of nesting", "嵌套深度"), f"{own.depth:,}", "HUB_MAX_DEPTH"
    yield Text("tokens of a document", "文本的词元数"), f"{own.tokens:,}", "HUB_MAX_TOKENS"
    yield Text("characters of a document", "文本的字符数"), f"{own.text:,}", ""
    yield Text("aliases", "别名数"), f"{own.aliases:,}", "HUB_MAX_ALIASES"
    yield Text("root fields", "根字段数"), f"{own.root_fields:,}", "HUB_MAX_ROOT_FIELDS"
    yield Text("complexity, see below", "复杂度（见下）"), f"{own.complexity:,}", "HUB_MAX_COMPLEXITY"
    yield Text("bytes of a body", "请求体字节数"), f"{own.body:,}", "HUB_MAX_BODY_BYTES"
    yield Text("seconds to answer", "回答的时间（秒）"), f"{own.seconds:g}", "HUB_REQUEST_SECONDS"
    yield Text("seconds to send the body", "发送请求体的时间（秒）"), f"{own.body_seconds:g}", ""
    yield Text("bytes and number of headers", "请求头字节数和项数"), f"{HEAD_BYTES:,}; {HEADERS:,}", ""
    rows, seconds = (Settings.model_fields[name].default for name in ("export_rows", "export_seconds"))
    yield Text("rows of an export", "导出的行数"), f"{rows:,}", "HUB_EXPORT_ROWS"
    yield Text("seconds of an export", "导出的时间（秒）"), f"{seconds:g}", "HUB_EXPORT_SECONDS"
    yield Text("conditions of a filter", "一个筛选的条件数"), f"{MAX_TERMS:,}", ""
    yield Text("values of an `in`", "一个 `in` 的值数"), f"{MAX_IN:,}", ""
    yield Text("fields of an order", "排序字段数"), f"{MAX_ORDER:,}", ""


def _table(head: list[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


TABLES = {"settings": settings, "limits": limits}


def written(page: str, name: str, language: Language) -> str:
    """The page with its table as the code has it now."""
    between = re.compile(rf"(<!-- {name}: [^\n]*-->\n).*?(<!-- /{name} -->)", re.DOTALL)
    table = TABLES[name](language)
    text, found = between.subn(lambda marks: f"{marks[1]}{table}{marks[2]}", page)
    if found != 1:
        raise ValueError(f"the page needs one pair of marks for {name}")
    return text


def write() -> None:
    """Write every table into its pages."""
    for name, pages in PAGES.items():
        for language, file in pages.items():
            path = DOCS / file
            path.write_text(written(path.read_text(), name, language))


if __name__ == "__main__":
    write()
