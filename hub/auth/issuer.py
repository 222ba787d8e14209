"""The hub's own address as configured, and the addresses that follow from it."""

from dataclasses import dataclass

from authlib.common.security import is_secure_transport  # type: ignore[import-untyped]

from hub.auth.errors import IssuerError


@dataclass(frozen=True, slots=True)
class Issuer:
    """The hub's own address as configured, never as a request calls it, and what follows from it."""

    url: str

    @classmethod
    def of(cls, public_url: str) -> "Issuer":
        """The issuer at this address; raises IssuerError for one that OAuth can't stand on (RFC 8414 section 2)."""
        if not is_secure_transport(public_url):
            raise IssuerError(
                f"{public_url!r} can't be the hub's address (HUB_PUBLIC_URL): use https, or http on the loopback"
            )
        if "?" in public_url or "#" in public_url:
            raise IssuerError(
                f"{public_url!r} can't be the hub's address (HUB_PUBLIC_URL): leave out query and fragment"
            )
        return cls(public_url.rstrip("/"))

    @property
    def audience(self) -> str:
        """The resource that the tokens are for."""
        return f"{self.url}/graphql"

    def at(self, path: str) -> str:
        """The full address of a path of the hub's."""
        return f"{self.url}{path}"

    @property
    def token_endpoint(self) -> str:
        """Where tokens are asked for."""
        return self.at("/oauth/token")
