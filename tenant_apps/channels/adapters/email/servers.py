"""Connections to the mail servers that an owner typed: through the egress check, encrypted, with an end to waiting."""

import imaplib
import smtplib
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from django.core.mail.backends.smtp import EmailBackend

from shared_apps.core import egress
from tenant_apps.channels.outbound import AccountCredentials

TIMEOUT_S = 20.0
# What a server may send in one piece; the mailbox is read mail by mail.
MAX_LITERAL_BYTES = 26_000_000

Protocol = Literal["imap", "smtp"]
Fault = Literal["host", "security", "password", "passing"]


# For the interface to translate.
_CODES: dict[Fault, str] = {
    "host": "mail_host",
    "security": "mail_security",
    "password": "mail_password",
    "passing": "mail_unreachable",
}


class ServerTrouble(Exception):
    """A mail server cannot be used; `fault` names what to mend, "passing" that there is nothing to mend yet."""

    def __init__(self, fault: Fault, text: str, code: str = "") -> None:
        super().__init__(text)
        self.fault = fault
        self.text = text
        self.code = code or _CODES[fault]


@dataclass(frozen=True, slots=True)
class Server:
    """`security` is "ssl" (from the first byte), "starttls", or "none", which only this machine may have."""

    protocol: Protocol
    host: str
    port: int
    security: str
    username: str
    password: str = field(repr=False)

    @property
    def title(self) -> str:
        return f"{self.protocol.upper()} server {self.host}"


def server_of(account: AccountCredentials, protocol: Protocol) -> Server:
    """Return the account's server; raises ServerTrouble when its settings are not whole."""
    return server_in(account.settings, protocol, account.secrets.get("password", ""))


def server_in(given: Mapping[str, str], protocol: Protocol, password: str) -> Server:
    port = given.get(f"{protocol}_port", "")
    if not given.get(f"{protocol}_host") or not port.isdigit():
        raise ServerTrouble("host", f"The {protocol.upper()} server is not set. Connect the mailbox again.")
    return Server(
        protocol,
        given[f"{protocol}_host"],
        int(port),
        given.get(f"{protocol}_security", "ssl"),
        given.get("username", ""),
        password,
    )


class CheckedSMTP(smtplib.SMTP):
    """Connects to an address that may be asked; `is_handed_over` once a whole mail has been sent off."""

    is_handed_over = False

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return egress.connect(host, port, timeout_s=timeout)

    def send(self, s: Any) -> None:
        super().send(s)
        # The dot on its own line ends a mail (RFC 5321 §4.1.1.4): from here on the server may have it.
        if isinstance(s, bytes) and s.endswith(b"\r\n.\r\n"):
            self.is_handed_over = True


class CheckedSMTPS(smtplib.SMTP_SSL, CheckedSMTP):
    """The same, encrypted from the first byte: SMTP_SSL wraps the socket that CheckedSMTP makes."""


class CheckedBackend(EmailBackend):
    """Django's SMTP backend on checked connections."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return CheckedSMTPS if self.use_ssl else CheckedSMTP


class CheckedIMAP(imaplib.IMAP4):
    def _create_socket(self, timeout: float | None) -> socket.socket:
        return egress.connect(self.host, self.port, timeout_s=timeout or TIMEOUT_S)

    def read(self, size: int) -> bytes:
        if size > MAX_LITERAL_BYTES:
            raise self.abort("the server announced more than can be taken")
        return bytes(super().read(size))


class CheckedIMAPS(CheckedIMAP):
    """Encrypted from the first byte, with the certificate checked against the name that was typed."""

    def _create_socket(self, timeout: float | None) -> socket.socket:
        plain = super()._create_socket(timeout)
        return ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)


@contextmanager
def smtp(server: Server) -> Iterator[CheckedSMTP]:
    """Open a signed-in SMTP connection; raises ServerTrouble only while opening."""
    with _told(server):
        _check_security(server)
        backend = CheckedBackend(
            host=server.host,
            port=server.port,
            username=server.username,
            password=server.password,
            use_tls=server.security == "starttls",
            use_ssl=server.security == "ssl",
            timeout=int(TIMEOUT_S),
        )
        try:
            backend.open()
        except BaseException:
            backend.close()
            raise
    try:
        yield cast(CheckedSMTP, backend.connection)
    finally:
        # `close` says goodbye and swallows what a connection that is gone answers.
        backend.fail_silently = True
        backend.close()


@contextmanager
def imap(server: Server) -> Iterator[imaplib.IMAP4]:
    """Open a signed-in IMAP connection; raises ServerTrouble, for what goes wrong in the block too."""
    with _told(server):
        _check_security(server)
        kind = CheckedIMAPS if server.security == "ssl" else CheckedIMAP
        connection = kind(server.host, server.port, timeout=TIMEOUT_S)
        try:
            if server.security == "starttls":
                connection.starttls(ssl.create_default_context())
            _sign_in(connection, server)
            yield connection
        finally:
            _leave(connection)


def _sign_in(connection: imaplib.IMAP4, server: Server) -> None:
    """Sign in by AUTHENTICATE PLAIN where it is offered: it takes passwords beyond ASCII (RFC 4616)."""
    try:
        if "AUTH=PLAIN" in connection.capabilities:
            secret = f"\0{server.username}\0{server.password}".encode()
            connection.authenticate("PLAIN", lambda _: secret)
        else:
            connection.login(f'"{server.username}"', server.password)
    except imaplib.IMAP4.abort:
        raise
    except (imaplib.IMAP4.error, UnicodeEncodeError) as error:
        raise ServerTrouble("password", _refused_password(server)) from error


def _leave(connection: imaplib.IMAP4) -> None:
    try:
        connection.logout()
    except (imaplib.IMAP4.error, OSError):
        # It is gone already; there is nobody to say goodbye to.
        connection.shutdown()


@contextmanager
def _told(server: Server) -> Iterator[None]:
    """Turn whatever a server does wrong into ServerTrouble."""
    try:
        yield
    except egress.EgressRefused as error:
        raise ServerTrouble("host", str(error)) from error
    except smtplib.SMTPAuthenticationError as error:
        fault: Fault = "passing" if 400 <= error.smtp_code < 500 else "password"
        raise ServerTrouble(fault, _refused_password(server)) from error
    except ssl.SSLCertVerificationError as error:
        text = f"The certificate of the {server.title} is not valid for this name. Check the name."
        raise ServerTrouble("security", text, "mail_certificate") from error
    except ssl.SSLError as error:
        text = (
            f"The {server.title} does not speak TLS on port {server.port}. Try the other kind of encryption."
        )
        raise ServerTrouble("security", text) from error
    except smtplib.SMTPNotSupportedError as error:
        text = f"The {server.title} does not offer what was chosen: {error}"
        raise ServerTrouble("security", text.rstrip(".") + ".") from error
    except TimeoutError as error:
        text = f"The {server.title} did not answer in {TIMEOUT_S:.0f} seconds."
        raise ServerTrouble("passing", text) from error
    except (OSError, smtplib.SMTPException, imaplib.IMAP4.error, EOFError) as error:
        text = f"The {server.title} cannot be reached on port {server.port} or broke off."
        raise ServerTrouble("passing", text) from error


def _check_security(server: Server) -> None:
    if server.security not in ("ssl", "starttls", "none"):
        raise ServerTrouble("security", "Choose ssl or starttls.")
    if server.security == "none" and not egress.is_allowed(
        egress.resolve(server.host, server.port), server.port
    ):
        raise ServerTrouble(
            "security", "A password is never sent without encryption. Choose ssl or starttls."
        )


def _refused_password(server: Server) -> str:
    return (
        f"The {server.title} does not accept the user name or the password. "
        "Gmail, Outlook and iCloud want a password made for apps."
    )
