"""The end of a request's time, told apart from every other cancellation."""

import asyncio

import pytest

from hub.endpoint.deadline import PATIENCE, Within
from tests.hub.endpoint.asking import Hub, MakeHub


async def test_an_operation_that_outlasts_the_first_look_for_its_client_still_ends_in_time(make_hub: MakeHub) -> None:
    hub = make_hub(seconds=PATIENCE * 2)
    answer = await hub.ask("{ wait }")
    assert (answer.status_code, hub.gate.cancelled.is_set()) == (503, True)


async def test_an_operation_that_is_looked_after_is_answered(make_hub: MakeHub) -> None:
    hub = make_hub()
    asyncio.get_running_loop().call_later(PATIENCE * 2, hub.gate.open.set)
    assert (await hub.ask("{ wait }")).json() == {"data": {"wait": "done"}}


async def test_a_request_that_others_cancel_is_cancelled_and_not_late(hub: Hub) -> None:
    asking = asyncio.create_task(hub.ask("{ wait }"))
    await hub.gate.entered.wait()
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert hub.gate.cancelled.is_set()


async def test_only_the_time_that_is_up_raises_its_error() -> None:
    async def late() -> None:
        async with Within(0.001, LookupError), Within(10, ArithmeticError):
            await asyncio.Event().wait()

    with pytest.raises(LookupError):
        await late()
    async with Within(10, LookupError):
        await asyncio.sleep(0)
    task = asyncio.current_task()
    assert task
    assert not task.cancelling()
