"""Whether documents fit the schema and the limits, before they are registered."""

from collections.abc import Iterator, Mapping

from graphql import GraphQLSchema

from hub.endpoint.documents import Document
from hub.endpoint.errors import Fault, Refusal
from hub.endpoint.limits import Limits, refuse_large
from hub.errors import HubError
from hub.operations.manifest import ManifestError


async def check(documents: Mapping[str, str], schema: GraphQLSchema, limits: Limits) -> None:
    """Raise ManifestError with every fault of every document."""
    faults = [f"{name}: {fault}" for name, text in documents.items() for fault in await _faults(text, schema, limits)]
    if faults:
        raise ManifestError("\n".join(faults))


async def _faults(text: str, schema: GraphQLSchema, limits: Limits) -> list[str]:
    try:
        document = Document(schema, limits, text, hints=True)
        if not document.operations:
            return ["it holds no operation"]
        for operation in document.operations:
            refuse_large(document.size(operation, {}), limits)
        await document.check()
    except Refusal as refusal:
        return list(_told(refusal.faults))
    except HubError as error:
        return [error.text.en]
    return []


def _told(faults: tuple[Fault, ...]) -> Iterator[str]:
    for fault in faults:
        places = ", ".join(f"{line}:{column}" for line, column in fault.locations)
        yield fault.text.en + (f" (at {places})" if places else "")
