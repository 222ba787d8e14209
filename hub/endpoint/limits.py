"""How large an operation may be, and the refusal of one that is larger: it names the limit, its value, the remedy."""

from dataclasses import dataclass
from typing import NamedTuple

from hub.errors import LimitExceeded
from hub.settings import Settings
from hub.texts import Text

COUNTED = 1_000_000_000
"""Sizes beyond this are told as `over` it: nested fragments reach numbers of a hundred digits."""
AT_ONCE = 6
"""Requests of one caller that run together, as others want the processors too."""
SPARED = 2
"""Connections of the pool that no single caller can hold."""
SPLIT = Text("Split it into several requests.", "请分成多次请求。")
SMALLER = Text("Ask for smaller pages or fewer nested lists.", "请减小分页或减少嵌套的列表。")


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one request. A page without `first` or `last` has `page_default` rows.

    Complexity estimates the values of an answer: a field costs 1 and, `rows` times, what is selected in it. `rows` is
    the page size for a connection, 10 for a plain list of objects, else 1. A fragment counts wherever it is spread.
    """

    tokens: int = 2_000
    text: int = 100_000
    """Characters of a document: values belong into variables."""
    depth: int = 15
    aliases: int = 100
    root_fields: int = 100
    complexity: int = 100_000
    page_default: int = 50
    page: int = 1_000
    body: int = 1024 * 1024
    """Bytes of a request's body."""
    body_seconds: float = 10.0
    seconds: float = 10.0
    """Time to run an operation, from the whole request to the answer."""
    per_second: float = 100.0
    """Requests of one caller in the long run."""
    at_once: int = AT_ONCE
    """Requests of one caller that run together."""

    @classmethod
    def of(cls, settings: Settings) -> "Limits":
        """The limits that the settings give."""
        return cls(
            tokens=settings.max_tokens,
            depth=settings.max_depth,
            aliases=settings.max_aliases,
            root_fields=settings.max_root_fields,
            complexity=settings.max_complexity,
            page_default=settings.page_default,
            page=settings.page_max,
            body=settings.max_body_bytes,
            seconds=settings.request_seconds,
            per_second=settings.requests_per_second,
            at_once=max(1, min(AT_ONCE, settings.pool_size - SPARED)),
        )


class Size(NamedTuple):
    """What one operation amounts to, its fragments expanded."""

    depth: int = 0
    aliases: int = 0
    fields: int = 0
    """Fields side by side; of the whole operation: its root fields."""
    cost: int = 0
    introspects: bool = False

    def beside(self, other: "Size") -> "Size":
        """Two selections of the same set together."""
        return Size(
            max(self.depth, other.depth),
            self.aliases + other.aliases,
            self.fields + other.fields,
            self.cost + other.cost,
            self.introspects or other.introspects,
        )


def refuse_large(size: Size, limits: Limits) -> None:
    """Raise `LimitExceeded` for the first bound that the operation passes."""
    if size.depth > limits.depth:
        raise too_deep(limits)
    if size.aliases > limits.aliases:
        raise _exceeded("aliases", "别名数", size.aliases, limits.aliases)
    if size.fields > limits.root_fields:
        raise _exceeded("root fields", "根字段数", size.fields, limits.root_fields)
    if size.cost > limits.complexity:
        raise _exceeded("complexity", "复杂度", size.cost, limits.complexity, SMALLER)


def too_deep(limits: Limits) -> LimitExceeded:
    """The refusal of fields nested too deep."""
    return LimitExceeded(
        f"The operation nests fields deeper than the limit depth = {limits.depth}. Ask for inner records by their ids.",
        f"查询的嵌套层数超过上限（depth = {limits.depth}）。请先取得标识，再单独查询内层记录。",
    )


def too_many_tokens(limits: Limits) -> LimitExceeded:
    """The refusal of a document of too many tokens."""
    return LimitExceeded(
        f"The document passes the limit tokens = {limits.tokens}. Split it into several requests.",
        f"查询文本的词元数超过上限（tokens = {limits.tokens}）。请分成多次请求。",
    )


def too_long(limits: Limits) -> LimitExceeded:
    """The refusal of a document of too many characters."""
    return LimitExceeded(
        f"The document is longer than the limit text = {limits.text} characters. Put values into variables.",
        f"查询文本的长度超过上限（text = {limits.text} 个字符）。请把取值放入变量。",
    )


def too_large_page(field: str, limits: Limits) -> LimitExceeded:
    """The refusal of a page of too many rows."""
    return LimitExceeded(
        f"`{field}` asks for more rows than the limit page = {limits.page}. Ask for less and go on with `after`.",
        f"字段 {field} 请求的行数超过上限（page = {limits.page}）。请减小 first 或 last，并用 after 翻页。",
        field,
    )


def too_slow(limits: Limits) -> LimitExceeded:
    """The refusal of an operation that ran too long."""
    return LimitExceeded(
        f"The operation took longer than the limit time = {limits.seconds:g} s. Ask for fewer records at a time.",
        f"查询用时超过上限（time = {limits.seconds:g} 秒）。请减少一次请求的记录数。",
    )


def _exceeded(name: str, term: str, size: int, bound: int, remedy: Text = SPLIT) -> LimitExceeded:
    told, told_zh = (f"{size:,}",) * 2 if size <= COUNTED else (f"over {COUNTED:,}", f"超过 {COUNTED:,}")
    return LimitExceeded(
        f"The operation passes the limit {name} = {bound:,} (it has {told}). {remedy.en}",
        f"查询的{term}超过上限（{name} = {bound:,}，实为 {told_zh}）。{remedy.zh}",
    )
