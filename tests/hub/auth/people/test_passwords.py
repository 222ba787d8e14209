"""Passwords: how they are kept, which are taken, and how many are looked at together."""

import asyncio
import threading
from typing import Literal

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.low_level import Type
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from hub.auth.people.errors import BusyError, PasswordError
from hub.auth.people.models import Person
from hub.auth.people.passwords import AT_ONCE, WAITING, Passwords
from hub.auth.people.strength import check_password
from tests.hub.auth.people.conftest import PASSWORD, Browser, rows


@pytest.mark.acceptance(28)
async def test_passwords_are_argon2id_above_owasps_least_rehashed_when_that_rises_long_and_uncommon(
    browser: Browser, li: Person, owner: AsyncEngine
) -> None:
    found = extract_parameters(li.password_hash)
    assert (found.type, found.parallelism >= 1) == (Type.ID, True)
    assert found.memory_cost >= 19 * 1024
    assert found.time_cost >= 2
    assert PASSWORD not in li.password_hash
    weak = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1).hash(PASSWORD)
    async with owner.begin() as connection:
        await connection.execute(text("update hub_person set password_hash = :weak"), {"weak": weak})
    assert (await browser.sign_in("li.na")).status_code == 200
    [(now,)] = await rows(owner, "select password_hash from hub_person")
    assert extract_parameters(now) == found
    assert await Passwords().matches(now, PASSWORD)
    for refused in ("elevenchars", "password1234"):
        with pytest.raises(PasswordError):
            check_password(refused)


@pytest.mark.parametrize(
    "password",
    [
        "short word",
        "password1234",
        "Passw0rd!2016",
        "123456789012",
        "qwertyuiop[]",
        "abcabcabcabc",
        "aaaaaaaaaaaa",
        "1q2w3e4r5t6y",
        "iloveyou2020",
        "woaini520131",
        "Shenzhen2016!",
        "li.na-li.na-1",
        "Futian-District",
        "x" * 201,
        "tab\tin the middle",
    ],
)
def test_a_password_too_short_or_common_or_of_ones_own_name_is_refused(password: str) -> None:
    with pytest.raises(PasswordError) as refusal:
        check_password(password, "li.na", "futian-district")
    assert refusal.value.field == "password"
    assert password not in refusal.value.text.en + refusal.value.text.zh


@pytest.mark.parametrize("password", [PASSWORD, "correct horse battery", "绿水青山就在我家门前窗外", "kq7Jx-9vLmW2"])
def test_any_other_is_taken_whatever_it_is_made_of(password: str) -> None:
    check_password(password, "li.na", "futian-district")


async def test_a_password_is_the_same_however_a_keyboard_composes_it() -> None:
    passwords = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    stored = await passwords.hashed("caf\u00e9 lamp seven")
    assert await passwords.matches(stored, "cafe\u0301 lamp seven")
    assert not await passwords.matches(stored, "cafe lamp seven")


class Counting(PasswordHasher):
    """A hasher that notes how many run together, on which thread, and holds each until told."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.running = self.most = 0
        self.threads: set[int] = set()
        self.full, self.go_on = threading.Event(), threading.Event()
        self._lock = threading.Lock()

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002 - as in the base
        with self._lock:
            self.running += 1
            self.most = max(self.most, self.running)
            self.threads.add(threading.get_ident())
            if self.running == AT_ONCE:
                self.full.set()
        self.go_on.wait(10)
        with self._lock:
            self.running -= 1
        return super().verify(hash, password)


@pytest.mark.acceptance(31)
async def test_two_passwords_are_checked_at_once_off_the_event_loop_and_the_rest_wait_or_get_429(
    browser: Browser, li: Person, owner: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasher = Counting()
    passwords = Passwords(hasher)
    stored = await passwords.hashed(PASSWORD)
    checks = [asyncio.create_task(passwords.matches(stored, PASSWORD)) for _ in range(AT_ONCE + WAITING)]
    assert await asyncio.to_thread(hasher.full.wait, 10)  # the loop goes on meanwhile
    with pytest.raises(BusyError):
        await passwords.matches(stored, PASSWORD)
    hasher.go_on.set()
    assert await asyncio.gather(*checks) == [True] * (AT_ONCE + WAITING)
    assert hasher.most == AT_ONCE
    assert threading.get_ident() not in hasher.threads
    assert await passwords.matches(stored, PASSWORD)  # nobody is sent away any more
    monkeypatch.setattr("hub.auth.people.passwords.AT_ONCE", -WAITING)  # no place for anybody
    answer = await browser.sign_in(li.name)
    assert (answer.status_code, answer.headers["retry-after"], browser.cookie) == (429, "2", None)
    assert await rows(owner, "select 1 from hub_sign_in_attempt") == []  # not counted as having failed
