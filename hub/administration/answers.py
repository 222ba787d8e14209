"""What the mutations of an administrator answer: what was changed, or what is wrong, at which field."""

from collections.abc import Sequence
from typing import Any

import strawberry

from hub.auth.errors import Fault
from hub.auth.models import Client
from hub.auth.people.errors import PersonError
from hub.auth.people.models import Person
from hub.records.mutations import UserError
from hub.records.problems import Problem, ProblemCode
from hub.texts import Text


def said(en: str, zh: str) -> Any:
    """A field of an answer or input, with what it means."""
    return strawberry.field(description=str(Text(en, zh)))


@strawberry.type(description=str(Text("Somebody's account; password and second factor are never shown.", "人员账户")))
class PersonAccount:
    """An account as an administrator sees it."""

    id: strawberry.ID = said("The account, as the audit trail names it.", "账户编号，与审计记录一致")
    name: str = said("The name to sign in with.", "用户名")
    display_name: str = said("The person's name as others read it.", "显示名")
    organisation: str = said("The code of the organisation for which the person acts.", "单位代码")
    roles: list[str] = said("What the person may do.", "角色")
    second_factor: bool = said("Whether a second factor has been set up.", "是否已设置双重验证")
    disabled: bool = said("Whether the account is closed.", "是否已停用")


@strawberry.type(description=str(Text("A program that may ask for tokens; its secret is never shown.", "客户端")))
class ClientAccount:
    """A client as an administrator sees it."""

    name: str = said("Its name, which is its client_id.", "名称，即 client_id")
    organisation: str = said("The code of the organisation that answers for it.", "单位代码")
    grants: list[str] = said("How it gets tokens.", "授权方式")
    roles: list[str] = said("The roles in which it acts for itself.", "角色")
    scopes: list[str] = said("The scopes that it may ask for.", "授权范围")
    redirect_uris: list[str] = said("Where codes are sent.", "回调地址")
    post_logout_uris: list[str] = said("Where people may be sent after signing out.", "退出登录后的地址")
    origins: list[str] = said("Where its pages come from.", "页面来源")
    access_token_seconds: int = said("The life of its access tokens, in seconds.", "访问令牌有效期（秒）")
    disabled: bool = said("Whether it gets no more tokens.", "是否已停用")


@strawberry.type(description=str(Text("The outcome for an account.", "账户变更结果")))
class PersonAccountPayload:
    """An account, or what is wrong."""

    person: PersonAccount | None = said("The account as it is now; null if nothing was changed.", "变更后的账户")
    user_errors: list[UserError] = said("Everything that is wrong; empty if it was done.", "全部问题，成功时为空")


@strawberry.type(description=str(Text("The outcome for a client.", "客户端变更结果")))
class ClientAccountPayload:
    """A client, or what is wrong."""

    client: ClientAccount | None = said("The client as it is now; null if nothing was changed.", "变更后的客户端")
    secret: str | None = said(
        "The secret that was made for it: shown this once and kept nowhere. Null where none was made.",
        "新生成的密钥，仅显示一次；未生成时为空",
    )
    user_errors: list[UserError] = said("Everything that is wrong; empty if it was done.", "全部问题，成功时为空")


def person_of(person: Person) -> PersonAccountPayload:
    """The payload of a change that was made."""
    account = PersonAccount(
        id=strawberry.ID(str(person.id)),
        name=person.name,
        display_name=person.display_name,
        organisation=person.organisation_code,
        roles=list(person.roles),
        second_factor=person.totp_confirmed_at is not None,
        disabled=person.disabled_at is not None,
    )
    return PersonAccountPayload(person=account, user_errors=[])


def refused_person(error: PersonError) -> PersonAccountPayload:
    """The payload of one that was not."""
    return PersonAccountPayload(person=None, user_errors=[_wrong(error.field or "name", error.text)])


def client_of(client: Client, secret: str | None = None) -> ClientAccountPayload:
    """The payload of a change that was made."""
    lists = ("grants", "roles", "scopes", "redirect_uris", "post_logout_uris", "origins")
    account = ClientAccount(
        name=client.id,
        organisation=client.organisation_code,
        access_token_seconds=client.access_token_seconds,
        disabled=client.disabled_at is not None,
        **{name: list(getattr(client, name)) for name in lists},
    )
    return ClientAccountPayload(client=account, secret=secret, user_errors=[])


FIELDS = {
    "NAME": "name",
    "--organisation": "organisation",
    "--grant": "grants",
    "--role": "roles",
    "--scope": "scopes",
    "--redirect-uri": "redirect_uris",
    "--post-logout-uri": "post_logout_uris",
    "--origin": "origins",
    "--public": "public",
    "--secret-stdin": "secret",
    "--jwks": "jwks",
    "--access-token-seconds": "access_token_seconds",
}
"""The input's field for each option of `hub client add`."""


def refused_client(faults: Sequence[Fault]) -> ClientAccountPayload:
    """The payload of one that was not."""
    errors = [_wrong(FIELDS[fault.option], _with_value(fault)) for fault in faults]
    return ClientAccountPayload(client=None, secret=None, user_errors=errors)


def _with_value(fault: Fault) -> Text:
    en, zh = fault.text.en, fault.text.zh
    return Text(f"{fault.value}: {en}", f"{fault.value}：{zh}") if fault.value else fault.text


def _wrong(field: str, text: Text) -> UserError:
    return UserError(problem=Problem(field, ProblemCode.INVALID, text), names={})
