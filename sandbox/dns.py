"""The DNS: TXT records that the control API writes down, over UDP. Every other name there is none of."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import dns.exception
import dns.flags
import dns.message
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.rrset
from starlette.requests import Request
from starlette.responses import Response

from sandbox.web import Refused, read_object, reply
from sandbox.world import World, world_of

TTL_S = 60


class _Server(asyncio.DatagramProtocol):
    def __init__(self, records: dict[str, list[str]]) -> None:
        self._records = records
        self._transport: Any = None

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def datagram_received(self, data: bytes, addr: Any) -> None:
        with contextlib.suppress(dns.exception.DNSException):
            self._transport.sendto(answer(dns.message.from_wire(data), self._records).to_wire(), addr)


def answer(query: dns.message.Message, records: dict[str, list[str]]) -> dns.message.Message:
    """Return what a name server says that knows `records`, name → texts."""
    response = dns.message.make_response(query, recursion_available=True)
    asked = query.question[0]
    texts = records.get(asked.name.to_text(omit_final_dot=True).lower())
    if texts is None:
        response.set_rcode(dns.rcode.NXDOMAIN)
    elif asked.rdtype == dns.rdatatype.TXT and texts:
        quoted = [f'"{text}"' for text in texts]
        response.answer.append(dns.rrset.from_text(asked.name, TTL_S, dns.rdataclass.IN, "TXT", *quoted))
    return response


@contextlib.asynccontextmanager
async def dns_server(world: World) -> AsyncIterator[None]:
    """Listen while the context lasts; raises OSError when the port is taken."""
    loop, settings = asyncio.get_running_loop(), world.settings
    transport, _ = await loop.create_datagram_endpoint(
        lambda: _Server(world.names), local_addr=(settings.host, settings.dns_port)
    )
    try:
        yield
    finally:
        transport.close()


async def records(request: Request) -> Response:
    """GET all records; PUT `{name, texts}` writes a name's records down, none forget it."""
    names = world_of(request).names
    if request.method == "PUT":
        body = await read_object(request)
        name, texts = body.get("name"), body.get("texts", [])
        if not isinstance(name, str) or not all(isinstance(t, str) and '"' not in t for t in texts):
            raise Refused("name and texts are strings without quotes.")
        names[name.lower().rstrip(".")] = texts
        if not texts:
            del names[name.lower().rstrip(".")]
    return reply(names)
