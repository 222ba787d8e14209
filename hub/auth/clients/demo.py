"""The demo's public client, with which an app on a developer's machine can sign a demo person in."""

from hub.auth.access import Act
from hub.auth.models import AUTHORIZATION_CODE, PLAIN, REFRESH_TOKEN, AuthMethod, Client
from hub.auth.policy import ROLES, RULES, acts_of

BROWSER_APP = "browser-app"
PAGES = ("http://127.0.0.1/", "http://127.0.0.1/index.html", "http://127.0.0.1/callback")
"""Of whatever port the developer's own server takes."""


def browser_app(organisation: str) -> Client:
    """The client; it may ask for all that whoever signs in may do, except to see personal data."""
    return Client(
        id=BROWSER_APP,
        organisation_code=organisation,
        roles=[],
        scopes=sorted((acts_of(ROLES, RULES) - {Act.PERSONAL}) | PLAIN),
        grants=[AUTHORIZATION_CODE, REFRESH_TOKEN],
        auth_method=AuthMethod.NONE,
        redirect_uris=list(PAGES),
        post_logout_uris=list(PAGES),
        origins=["http://127.0.0.1"],
        demo=True,
    )
