"""For what personal data may be asked: the purposes that a request can declare in its header `X-Purpose`. Data."""

from collections.abc import Sequence

from hub.errors import BadInput
from hub.texts import Choice, Text

HEADER = "x-purpose"


class Purpose(Choice):
    """Why somebody needs to see personal data. (查看个人信息的目的)"""

    SERVICE_DELIVERY = Text("To arrange something with the person, such as a posting or a visit", "联系本人办理业务")
    PAYMENT = Text("To pay the person or to check such a payment", "发放或核对资金")
    VERIFICATION = Text("To check that a record is true", "核查记录真实性")

    @property
    def code(self) -> str:
        """As the header has it, such as `service-delivery`."""
        return self.name.lower().replace("_", "-")


BY_CODE = {purpose.code: purpose for purpose in Purpose}


def declared(headers: Sequence[str]) -> str | None:
    """The purpose that a request declares, given its `X-Purpose` headers; BadInput unless it is one of the list."""
    if not headers:
        return None
    if len(headers) == 1 and headers[0] in BY_CODE:
        return headers[0]
    codes = ", ".join(BY_CODE)
    raise BadInput(
        f"X-Purpose: give one of {codes}, or leave it out", f"X-Purpose：请填写 {codes} 之一，或不填", HEADER
    )
