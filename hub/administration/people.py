"""The mutations over people's accounts; they do what `hub user` and `hub role` do, for an administrator."""

from collections.abc import Awaitable, Callable
from typing import Annotated

import strawberry

from hub.administration.answers import PersonAccountPayload, person_of, refused_person, said
from hub.auth.people.accounts import Accounts, NewPerson
from hub.auth.people.errors import BusyError, PersonError
from hub.auth.people.models import Person
from hub.context import Info
from hub.errors import LimitExceeded
from hub.fields import argument, field
from hub.texts import Text

NAME = ("The name that the person signs in with.", "用户名")
PASSWORD = ("The password, of 12 characters at least; it is kept as a hash and shown nowhere.", "密码，至少 12 个字符")
ROLES = ("What the person may do: roles of the policy.", "角色")


@strawberry.input(description=str(Text("A new account.", "新账户")))
class PersonAddInput:
    """Who is to get an account."""

    name: str = said(*NAME)
    organisation: str = said("The code of the organisation for which the person acts.", "单位代码")
    roles: list[str] = said(*ROLES)
    password: str = said(*PASSWORD)
    display_name: str = strawberry.field(
        default="", description=str(Text("The person's name as others read it; by default that to sign in.", "显示名"))
    )


@strawberry.input(description=str(Text("The account that is meant.", "所指的账户")))
class PersonNameInput:
    """Whose account."""

    name: str = said(*NAME)


@strawberry.input(description=str(Text("Other roles for somebody.", "变更角色")))
class PersonRolesInput:
    """Whose roles, and which."""

    name: str = said(*NAME)
    roles: list[str] = said(*ROLES)


@strawberry.input(description=str(Text("Another password for somebody.", "重设密码")))
class PersonPasswordInput:
    """Whose password, and which."""

    name: str = said(*NAME)
    password: str = said(*PASSWORD)


ToAdd = Annotated[PersonAddInput, argument("Who gets an account.", zh="新账户")]
Named = Annotated[PersonNameInput, argument("Whose account.", zh="所指的账户")]
WithRoles = Annotated[PersonRolesInput, argument("Whose roles, and which.", zh="账户及角色")]
WithPassword = Annotated[PersonPasswordInput, argument("Whose password, and which.", zh="账户及新密码")]


async def _changed(info: Info, change: Callable[[Accounts], Awaitable[Person]]) -> PersonAccountPayload:
    """The account after one change in one transaction, or what is wrong with it."""
    try:
        async with info.context.keeper.accounts() as accounts:
            return person_of(await change(accounts))
    except PersonError as error:
        return refused_person(error)
    except BusyError:
        raise LimitExceeded(
            f"too many passwords wait: come back in {BusyError.seconds} s",
            f"请在 {BusyError.seconds} 秒后重试",
            "password",
        ) from None


@field(
    "Give somebody an account; a second factor is set up at the first sign-in where the roles ask for one.",
    zh="新建人员账户",
)
async def person_add(info: Info, input: ToAdd) -> PersonAccountPayload | None:  # noqa: A002 - GraphQL's own name
    """As `hub user add`."""
    new = NewPerson(input.name, input.display_name, input.organisation, input.roles, input.password)
    return await _changed(info, lambda accounts: accounts.add(new))


@field("Give a person other roles, except oneself; they sign in anew.", zh="变更他人角色，须重新登录")
async def person_roles_update(info: Info, input: WithRoles) -> PersonAccountPayload | None:  # noqa: A002
    """As `hub role grant` and `hub role revoke`."""
    return await _changed(info, lambda accounts: accounts.set_roles(input.name, input.roles))


@field("Give somebody another password; every session and token of theirs ends.", zh="重设密码，原有会话和令牌失效")
async def person_password_update(info: Info, input: WithPassword) -> PersonAccountPayload | None:  # noqa: A002
    """As `hub user password`."""
    return await _changed(info, lambda accounts: accounts.set_password(input.name, input.password))


@field("Forget somebody's second factor, as after a lost phone.", zh="重置双重验证")
async def person_second_factor_reset(info: Info, input: Named) -> PersonAccountPayload | None:  # noqa: A002
    """As `hub user totp-reset`."""
    return await _changed(info, lambda accounts: accounts.reset_second_factor(input.name))


@field("Close an account: sessions end, and every token within five seconds.", zh="停用账户")
async def person_disable(info: Info, input: Named) -> PersonAccountPayload | None:  # noqa: A002
    """As `hub user disable`."""
    return await _changed(info, lambda accounts: accounts.disable(input.name))


@field("Open a closed account again.", zh="启用账户")
async def person_enable(info: Info, input: Named) -> PersonAccountPayload | None:  # noqa: A002
    """As `hub user enable`."""
    return await _changed(info, lambda accounts: accounts.enable(input.name))


PEOPLE = [
    person_add,
    person_roles_update,
    person_password_update,
    person_second_factor_reset,
    person_disable,
    person_enable,
]
