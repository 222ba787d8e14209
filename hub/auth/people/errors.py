"""What is refused to a person at a browser, or to who keeps the accounts."""

from hub.auth.errors import AuthError
from hub.errors import BadInput
from hub.texts import Text


class PageError(Exception):
    """A request that a page can't answer: what to say, and with which status."""

    def __init__(self, text: Text, status: int = 400) -> None:
        super().__init__(text.en)
        self.text, self.status = text, status


class BusyError(Exception):
    """More passwords wait to be checked than the hub takes on; it says nothing of the one given."""

    seconds = 2
    """After how many to come back."""


class TooManyAttemptsError(Exception):
    """This address has tried too often; `seconds` until it may again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class PersonError(AuthError, BadInput):
    """An account can't be made or changed as asked; `field` names the part."""


class PasswordError(PersonError):
    """A password that would be guessed."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en, zh, "password")
