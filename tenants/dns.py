"""Ask the DNS for TXT records: the machine's own resolvers, or those of `settings.DNS_SERVERS`."""

from django.conf import settings
from dns.exception import DNSException, Timeout
from dns.resolver import NXDOMAIN, NoAnswer, NoNameservers, Resolver

TIMEOUT_S = 4.0


class DnsAway(Exception):
    """Nobody answered, which says nothing about the record."""


def texts_of(name: str) -> list[str]:
    """Return the TXT records of `name`, none when there is no such name; raises DnsAway."""
    resolver = _resolver()
    try:
        answer = resolver.resolve(name, "TXT", lifetime=TIMEOUT_S, search=False)
    except (NXDOMAIN, NoAnswer):
        return []
    except (Timeout, NoNameservers) as error:
        raise DnsAway from error
    except DNSException:
        return []
    return [b"".join(row.strings).decode("utf-8", "replace") for row in answer]


def _resolver() -> Resolver:
    """Return a resolver; `settings.DNS_SERVERS` are `address:port` of one port."""
    if not settings.DNS_SERVERS:
        return Resolver()
    resolver = Resolver(configure=False)
    resolver.nameservers = [each.rpartition(":")[0] for each in settings.DNS_SERVERS]
    resolver.port = int(settings.DNS_SERVERS[0].rpartition(":")[2])
    return resolver
