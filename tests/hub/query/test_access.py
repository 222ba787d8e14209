"""Who sees what."""

from hub.testing.client import HubClient


async def test_smoke(hub: HubClient) -> None:
    print(
        await hub.answer(
            "{ rivers(first: 2) { totalCount nodes { id name flow budget county { code name } } } me { roles counties { slug } } }",
            as_="futian-district",
        )
    )
    print(await hub.answer("{ targets { key progress { value target status } } }", as_="futian-district"))
