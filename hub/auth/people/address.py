"""Where a request comes from, as far as attempts are counted by it."""

from ipaddress import IPv6Address, ip_address

from starlette.requests import Request

NETWORK = 64
"""Bits of an IPv6 address that tell one customer from another: the rest is theirs to change."""


def address_of(request: Request) -> str:
    """The address of the connection's other end, or what a proxy of ours says it is; of IPv6 the network."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return f"{IPv6Address(int(address) >> NETWORK << NETWORK)}/{NETWORK}"
    return str(address)
