"""Texts that people read: every one in English and in Chinese."""

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages; neither may be empty."""

    en: str
    zh: str

    def __post_init__(self) -> None:
        """Refuse a text that one of the readers could not read."""
        if not (self.en.strip() and self.zh.strip()):
            raise ValueError(f"a text needs both languages: en={self.en!r} zh={self.zh!r}")

    def __str__(self) -> str:
        """The bilingual form used in the SDL: `English (中文)`."""
        return f"{self.en} ({self.zh})"

    def say(self, language: "Language") -> str:
        """The text in one language."""
        return self.zh if language is Language.ZH else self.en


class Choice(Enum):
    """An enumeration whose values are texts; its names are stored and served, its docstring is in both languages."""

    __hash__ = object.__hash__
    """There is one object of each; Enum's own hashes the name, in Python."""

    @property
    def text(self) -> Text:
        """What the value means, in both languages."""
        text: Text = self.value
        return text

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """A member is read by its name, as it is stored and served."""
        return core_schema.no_info_plain_validator_function(cls._read)

    @classmethod
    def _read(cls, given: Any) -> "Choice":
        member = given if isinstance(given, cls) else cls.__members__.get(str(given))
        if member is None:
            names = ", ".join(map(repr, cls.__members__))
            raise PydanticCustomError("enum", "Input should be one of {names}", {"names": names})
        return member


class Language(Choice):
    """A language in which the hub answers. (回答所用语言)"""

    ZH = Text("Chinese", "中文")
    EN = Text("English", "英文")

    @property
    def code(self) -> str:
        """`zh` or `en`, as in the tags of BCP 47 and in the names of columns."""
        return self.name.lower()


def preferred(accept_language: str | None) -> Language:
    """The reader's language by RFC 9110 section 12.5.4; Chinese unless English is preferred."""
    return _preferred((accept_language or "")[:200])


@lru_cache(128)
def _preferred(accept_language: str) -> Language:
    best, weight = Language.ZH, 0.0
    for part in accept_language.split(","):
        tag, _, parameter = part.strip().partition(";")
        language = {"zh": Language.ZH, "en": Language.EN}.get(tag.strip().lower().split("-")[0])
        quality = _quality(parameter)
        if language and quality > weight:
            best, weight = language, quality
    return best


def _quality(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return min(max(float(value), 0.0), 1.0)
    except ValueError:
        return 0.0
