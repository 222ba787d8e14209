"""The mutations over clients; they do what `hub client` does, by the same rules, for an administrator."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

import strawberry

from hub.administration.answers import ClientAccountPayload, client_of, refused_client, said
from hub.auth.clients.register import Clients, new_secret
from hub.auth.clients.registration import Registration, read_key_set
from hub.auth.errors import RegistrationError
from hub.auth.models import LONGEST_LIFE, Client
from hub.context import Info
from hub.fields import argument, field
from hub.texts import Text


def _many(en: str, zh: str) -> Any:
    return strawberry.field(default_factory=list, description=str(Text(en, zh)))


def _one(en: str, zh: str, *, default: Any) -> Any:
    return strawberry.field(default=default, description=str(Text(en, zh)))


@strawberry.input(description=str(Text("A client to be registered.", "登记客户端")))
class ClientAddInput:
    """What an administrator says of a new client."""

    name: str = said("Its name, which becomes its client_id.", "名称，即 client_id")
    organisation: str = said("The code of the organisation that answers for it.", "单位代码")
    grants: list[str] = said("authorization_code, refresh_token or client_credentials.", "授权方式")
    roles: list[str] = _many("Roles in which it acts for itself.", "以自身名义工作时的角色")
    scopes: list[str] = _many("Scopes; by default what its roles or a plain sign-in need.", "授权范围")
    redirect_uris: list[str] = _many("Where codes are sent.", "回调地址")
    post_logout_uris: list[str] = _many("Where people may be sent after signing out.", "退出登录后的地址")
    origins: list[str] = _many("Where its pages come from.", "页面来源")
    public: bool = _one("Whether it can keep no secret, as an app in a browser.", "是否为公开客户端", default=False)
    jwks: str | None = _one(
        "Its public keys, a JWK set as JSON text, instead of a secret.",
        "公钥集（JSON 文本），用于代替密钥",
        default=None,
    )
    access_token_seconds: int = _one(
        "The life of its access tokens, in seconds.", "访问令牌有效期（秒）", default=LONGEST_LIFE
    )

    def registration(self, secret: str | None) -> Registration:
        """The same as the command line says it."""
        keys = None if self.jwks is None else read_key_set(self.jwks)
        return Registration(**vars(self) | {"jwks": keys, "secret": secret})


@strawberry.input(description=str(Text("The client that is meant.", "所指的客户端")))
class ClientNameInput:
    """Which client."""

    name: str = said("The client's name.", "客户端名称")


ToAdd = Annotated[ClientAddInput, argument("The client.", zh="客户端")]
Named = Annotated[ClientNameInput, argument("Which client.", zh="所指的客户端")]


async def _changed(
    info: Info, change: Callable[[Clients], Awaitable[Client]], secret: str | None = None
) -> ClientAccountPayload:
    """The client after one change in one transaction, or what is wrong with it."""
    try:
        async with info.context.keeper.clients() as clients:
            return client_of(await change(clients), secret)
    except RegistrationError as error:
        return refused_client(error.faults)


@field("Register a client; the secret that is made for it is shown this once.", zh="登记客户端，生成的密钥仅显示一次")
async def client_add(info: Info, input: ToAdd) -> ClientAccountPayload | None:  # noqa: A002 - GraphQL's own name
    """As `hub client add`."""
    secret = None if input.public or input.jwks is not None else new_secret()

    async def add(clients: Clients) -> Client:
        return await clients.add(input.registration(secret))

    return await _changed(info, add, secret)


@field("Give a client a new secret, shown this once; the old one ends at once.", zh="更换客户端密钥，仅显示一次")
async def client_secret_rotate(info: Info, input: Named) -> ClientAccountPayload | None:  # noqa: A002
    """As `hub client rotate-secret`."""
    secret = new_secret()
    return await _changed(info, lambda clients: clients.rotate_secret(input.name, secret), secret)


@field("Let a client get no more tokens; those that it has end within seconds.", zh="停用客户端")
async def client_disable(info: Info, input: Named) -> ClientAccountPayload | None:  # noqa: A002
    """As `hub client disable`."""
    return await _changed(info, lambda clients: clients.disable(input.name))


CLIENTS = [client_add, client_secret_rotate, client_disable]
