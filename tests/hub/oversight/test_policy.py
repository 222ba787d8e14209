"""The rules of access as the auditor asks for them."""

from hub.auth.policy import RULES
from hub.auth.purposes import BY_CODE
from hub.testing.client import HubClient

ASKED = "{ policy { rules { role measures area acts purpose } purposes { code meaning zh: meaning(language: ZH) } } }"


async def test_the_policy_shows_every_rule_and_purpose_in_force(hub: HubClient) -> None:
    policy = (await hub.ask(ASKED, as_="auditor"))["policy"]
    assert [rule["role"] for rule in policy["rules"]] == [rule.role for rule in RULES]
    for shown, rule in zip(policy["rules"], RULES, strict=True):
        assert (shown["measures"], shown["area"], shown["purpose"]) == ([rule.measures], rule.area, rule.purpose)
        assert set(shown["acts"]) == rule.acts
    assert {p["code"]: (p["meaning"], p["zh"]) for p in policy["purposes"]} == {
        code: (purpose.text.en, purpose.text.zh) for code, purpose in BY_CODE.items()
    }
