"""Which passwords are refused: those too short, and those that guessing begins with."""

import re
from collections.abc import Iterable

from hub.auth.people.errors import PasswordError
from hub.auth.people.guessed import RUNS, WORDS

SHORTEST, LONGEST = 12, 200
"""Characters of a password; of which kind doesn't matter (NIST SP 800-63B section 5.1.1.2)."""
VARIETY = 5
"""Different characters at least."""
REST = 4
"""Characters that must be left of a password once everything guessable is taken out of it."""
LEET = str.maketrans("@4301!5$7", "aaeolisst")
DIGITS = re.compile(r"\d+")


def check_password(password: str, *about: str) -> None:
    """Raise PasswordError unless it is long enough and not guessable; `about` is known of its owner, as the name."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise PasswordError(
            f"A password has {SHORTEST} to {LONGEST} characters: take some words that don't belong together.",
            f"密码长度须为 {SHORTEST} 至 {LONGEST} 个字符：可使用几个互不相关的词。",
        )
    if not password.isprintable():
        raise PasswordError("A password has no control characters.", "密码不能包含控制字符。")
    if is_common(password, about):
        raise PasswordError(
            "This password is among the first that are guessed: take some words that don't belong together.",
            "该密码过于常见，容易被猜中：请使用几个互不相关的词。",
        )


def is_common(password: str, about: Iterable[str] = ()) -> bool:
    """Whether little is left of it without common words, runs of the keyboard, years and what is known of its owner."""
    plain = password.casefold()
    if len(set(plain)) < VARIETY or plain in (plain + plain)[1:-1]:  # one piece repeated
        return True
    known = sorted({*WORDS, *(word.casefold() for word in about if len(word) > REST - 1)}, key=len, reverse=True)
    return min(len(_rest(text, known)) for text in (plain, plain.translate(LEET))) < REST


def _rest(text: str, words: list[str]) -> str:
    for word in words:
        text = text.replace(word, " ")
    for run in RUNS:
        text = _without_run(text, run)
    return re.sub(r"[\W_]|\d{2,}", "", text)


def _without_run(text: str, run: str) -> str:
    """The text without pieces of four or more characters that stand next to each other on `run`."""
    kept, start = "", 0
    while start < len(text):
        end = start + 1
        while end < len(text) and text[start : end + 1] in run:
            end += 1
        kept += text[start:end] if end - start < REST else " "
        start = end
    return kept
