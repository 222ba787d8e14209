"""Names and messages in the reader's language: by the argument, else by the request, else in Chinese."""

import re

import pytest

from hub.testing.client import HubClient
from tests.river.oracle import CULTURE, LEAD

CHINESE = re.compile(r"[\u4e00-\u9fff]")
NAMES = {"en": "Xilin County", "zh": "西林县"}


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("zh-CN,en;q=0.5", "zh"),
        ("en;q=0.5, zh;q=0.9", "zh"),
        ("fr", "zh"),
        ("", "zh"),
        ("*;q=x", "zh"),
        ("en;q=0", "zh"),
    ],
)
async def test_a_name_is_told_in_the_language_of_the_request(hub: HubClient, accepted: str, language: str) -> None:
    query = '{ county(code: "xilin") { name city { name } } }'
    answer = await hub.answer(query, as_=LEAD.client, language=accepted)
    city = {"en": "Baise City", "zh": "百色市"}
    assert answer["data"]["county"] == {"name": NAMES[language], "city": {"name": city[language]}}


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_an_argument_wins_over_the_request(hub: HubClient, language: str) -> None:
    query = (
        '{ county(code: "xilin") { name zh: name(language: ZH) en: name(language: EN) none: name(language: null) } }'
    )
    answer = await hub.answer(query, as_=LEAD.client, language=language)
    assert answer["data"]["county"] == {"name": NAMES[language], "none": NAMES[language], **NAMES}


@pytest.mark.parametrize(("language", "word"), [("en", "roles"), ("zh", "角色")])
async def test_a_refusal_is_told_in_the_language_of_the_request(hub: HubClient, language: str, word: str) -> None:
    answer = await hub.answer("{ rivers { totalCount } }", as_=CULTURE.client, language=language)
    assert word in answer["errors"][0]["message"]


async def test_every_public_name_is_in_both_languages(hub: HubClient) -> None:
    both = "zh: name(language: ZH) en: name(language: EN)"
    lists = " ".join(f"{name} {{ {both} }}" for name in ("areas", "organisations", "measures", "targets"))
    programme = (await hub.answer(f"{{ programme {{ {both} {lists} }} }}"))["data"]["programme"]
    named = [programme, *(row for rows in programme.values() if isinstance(rows, list) for row in rows)]
    assert len(named) > 80
    assert all(CHINESE.search(row["zh"]) and row["en"] and not CHINESE.search(row["en"]) for row in named)
