"""The SMTP door: accepts every sender and recipient, and keeps what comes."""

import asyncio
import contextlib
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from sandbox.mail import phones
from sandbox.world import World

MAX_MAIL_BYTES = 26_000_000


class Handler:
    """Takes a mail in, unless a fault switch says otherwise."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Store the mail and answer as a real server does."""
        faults = self._world.faults
        if delay := faults.strike("mail", "out", "delay_ms"):
            await asyncio.sleep(delay.ms / 1000)
        if faults.strike("mail", "out", "http_429"):
            return "450 4.7.1 Too many messages, try again later"
        if faults.strike("mail", "out", "http_500"):
            return "451 4.3.0 Temporary failure, try again later"
        if not faults.strike("mail", "out", "drop"):
            content = envelope.content if isinstance(envelope.content, bytes) else b""
            self._world.mailbox.put(envelope.mail_from or "", list(envelope.rcpt_tos), content)
            phones.show(self._world, envelope.mail_from or "", list(envelope.rcpt_tos), content)
        return "250 Kept in the sandbox mailbox"


@contextlib.asynccontextmanager
async def smtp_server(world: World) -> Any:
    """Listen on the SMTP port while the context lasts; raises OSError when the port is taken."""
    loop = asyncio.get_running_loop()

    def sign_in(_server: SMTP, _session: Session, _envelope: Envelope, _how: str, given: Any) -> AuthResult:
        """Mailboxes have a password; whoever has none here may use any."""
        name = getattr(given, "login", b"").decode("utf-8", "replace").lower()
        account = world.accounts.find(name, "email")
        is_right = account is None or getattr(given, "password", b"") == account.token.encode()
        return AuthResult(
            success=is_right and not world.faults.strike("email", "out", "http_401"), handled=False
        )

    def connection() -> SMTP:
        return SMTP(
            Handler(world),
            data_size_limit=MAX_MAIL_BYTES,
            enable_SMTPUTF8=True,
            hostname="sandbox.localhost",
            ident="Parlor sandbox",
            loop=loop,
            auth_require_tls=False,
            authenticator=sign_in,
        )

    server = await loop.create_server(connection, world.settings.host, world.settings.smtp_port)
    try:
        yield server
    finally:
        server.close()
