"""SQL for people: a line for each clause, indented as the selects are nested."""

import re

INDENT = "  "
_TOKEN = re.compile(
    r"""
    (?P<kept>"[^"]*"|'(?:[^']|'')*')
    | (?P<select>\((?=\s*SELECT\b))
    | (?P<open>\() | (?P<close>\))
    | (?P<clause>\b(?:SELECT|FROM|WHERE|GROUP\ BY|ORDER\ BY|LIMIT|(?:LEFT\ OUTER\ )?JOIN|l\d+\ AS)\b)
    | (?P<space>\s+)
    | (?P<other>[^\s()"']+)
    """,
    re.VERBOSE,
)


def indented(sql: str) -> str:
    """The statement, the same but for its white space."""
    written = ""
    selects: list[bool] = []  # for each open parenthesis, whether it holds a select
    for token in _TOKEN.finditer(sql):
        kind, text = token.lastgroup, token.group()
        if kind == "close":
            selects.pop()
        if kind == "clause" and (not selects or selects[-1]):
            written = written.rstrip() + "\n" + INDENT * sum(selects)
        if kind in {"select", "open"}:
            selects.append(kind == "select")
        written += " " if kind == "space" and not written.endswith(" ") else "" if kind == "space" else text
    return written.strip()
