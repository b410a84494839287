"""The IMAP door: accounts of the platform `email` read their mails with their token as password.

INBOX is what was sent to the address, Sent what was sent from it. UIDs are the mailbox's own row numbers.
Source: RFC 9051, in the older form (IMAP4rev1) that every client speaks.
"""

import asyncio
import base64
import binascii
import contextlib
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sandbox.mail.imap_words import Words, chosen, words_of
from sandbox.mail.mailbox import StoredMail
from sandbox.world import World

CAPABILITIES = "IMAP4rev1 AUTH=PLAIN IDLE UIDPLUS SPECIAL-USE LITERAL+ UNSELECT"
FOLDERS = {"inbox": "INBOX", "sent": "Sent"}
MAX_LINE_BYTES = 65_536
MAX_LITERAL_BYTES = 26_000_000
IDLE_LOOK_S = 0.5

_LITERAL = re.compile(rb"\{(\d+)(\+?)\}\r?\n$")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Refusal(Exception):
    """The answer NO or BAD."""

    def __init__(self, text: str, kind: str = "NO") -> None:
        super().__init__(text)
        self.kind = kind


class Dropped(Exception):
    """The connection ends without a word."""


class Session:
    """One connection."""

    def __init__(self, world: World, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._world, self._reader, self._writer = world, reader, writer
        self._address = self._folder = ""
        self._is_read_only = False
        self._known: list[int] = []

    async def serve(self) -> None:
        self._say("* OK [CAPABILITY " + CAPABILITIES + "] Parlor sandbox")
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, Dropped, ValueError):
            while (command := await self._read()) is not None:
                if not await self._obey(command):
                    break
                await self._writer.drain()
        self._writer.close()

    async def _read(self) -> Words | None:
        """Return the words of the next command, its literals read; None at the end."""
        line, literals = await self._reader.readline(), []
        if not line:
            return None
        whole = line
        while found := _LITERAL.search(line):
            size = int(found[1])
            if size > MAX_LITERAL_BYTES:
                raise Dropped
            if not found[2]:
                self._say("+ Go on")
                await self._writer.drain()
            literals.append(await self._reader.readexactly(size))
            line = await self._reader.readline()
            whole = whole.rstrip(b"\r\n") + line
        return words_of(whole.rstrip(b"\r\n"), literals)

    async def _obey(self, words: Words) -> bool:
        """Carry out one command; return whether the connection goes on."""
        tag = str(words[0]) if words else "*"
        name = str(words[1]).upper() if len(words) > 1 else ""
        is_uid = name == "UID" and len(words) > 2
        name, given = (str(words[2]).upper(), words[3:]) if is_uid else (name, words[2:])
        try:
            await self._suffer(name)
            if name == "AUTHENTICATE":
                await self._authenticate(given)
            elif name == "IDLE":
                await self._idle()
            elif name in _COMMANDS:
                _COMMANDS[name](self, given, is_uid)
            else:
                raise Refusal(f"{name or 'Nothing'} is not known here", "BAD")
        except Refusal as refusal:
            self._say(f"{tag} {refusal.kind} {refusal}")
            return True
        except (IndexError, ValueError, AttributeError):
            self._say(f"{tag} BAD The command cannot be understood")
            return True
        self._say(f"{tag} OK {'[READ-ONLY] ' if name == 'EXAMINE' else ''}{name} done")
        return name != "LOGOUT"

    async def _suffer(self, name: str) -> None:
        faults = self._world.faults
        if delay := faults.strike("email", "out", "delay_ms"):
            await asyncio.sleep(delay.ms / 1000)
        if faults.strike("email", "out", "drop"):
            raise Dropped
        if name in ("LOGIN", "AUTHENTICATE") and faults.strike("email", "out", "http_401"):
            raise Refusal("[AUTHENTICATIONFAILED] Wrong name or password")
        if faults.strike("email", "out", "http_500"):
            raise Refusal("[UNAVAILABLE] Try again later")

    def _say(self, text: str) -> None:
        self._writer.write(text.encode("utf-8", "replace") + b"\r\n")

    # Signing in

    def _login(self, given: Words, _is_uid: bool) -> None:
        self._sign_in(str(given[0]), str(given[1]))

    async def _authenticate(self, given: Words) -> None:
        if str(given[0]).upper() != "PLAIN":
            raise Refusal("Only PLAIN is known here")
        if len(given) > 1:
            answer = str(given[1]).encode()
        else:
            self._say("+ ")
            await self._writer.drain()
            answer = (await self._reader.readline()).strip()
        try:
            _, name, password = base64.b64decode(answer, validate=True).decode().split("\0")
        except (binascii.Error, ValueError) as error:
            raise Refusal("This is no answer to PLAIN", "BAD") from error
        self._sign_in(name, password)

    def _sign_in(self, name: str, password: str) -> None:
        account = self._world.accounts.find(name.lower(), "email")
        if account is None or account.token != password:
            raise Refusal("[AUTHENTICATIONFAILED] Wrong name or password")
        self._address = account.account

    # Folders

    def _list(self, given: Words, _is_uid: bool) -> None:
        self._signed_in()
        if str(given[-1]) == "":
            self._say('* LIST (\\Noselect) "/" ""')
            return
        self._say('* LIST (\\HasNoChildren) "/" "INBOX"')
        self._say('* LIST (\\HasNoChildren \\Sent) "/" "Sent"')

    def _select(self, given: Words, _is_uid: bool) -> None:
        folder = self._folder_called(str(given[0]))
        self._folder, self._is_read_only = folder, False
        mails = self._mails()
        self._known = [mail.id for mail in mails]
        self._say("* FLAGS (\\Seen \\Answered \\Flagged \\Deleted \\Draft)")
        self._say(f"* {len(mails)} EXISTS")
        self._say("* 0 RECENT")
        self._say(f"* OK [UIDVALIDITY {self._world.mailbox.uid_validity}] UIDs valid")
        self._say(f"* OK [UIDNEXT {self._world.mailbox.next_id()}] Next UID")

    def _examine(self, given: Words, is_uid: bool) -> None:
        self._select(given, is_uid)
        self._is_read_only = True

    def _status(self, given: Words, _is_uid: bool) -> None:
        folder = self._folder_called(str(given[0]))
        mails = self._world.mailbox.mails_of(self._address, folder)
        values = {
            "MESSAGES": len(mails),
            "UIDNEXT": self._world.mailbox.next_id(),
            "UIDVALIDITY": self._world.mailbox.uid_validity,
            "UNSEEN": sum(not self._has(mail, "\\Seen") for mail in mails),
            "RECENT": 0,
        }
        asked = [str(word).upper() for word in given[1] if str(word).upper() in values]
        shown = " ".join(f"{word} {values[word]}" for word in asked)
        self._say(f'* STATUS "{FOLDERS[folder]}" ({shown})')

    def _folder_called(self, name: str) -> str:
        self._signed_in()
        found = next((key for key, shown in FOLDERS.items() if shown.lower() == name.lower()), None)
        if found is None:
            raise Refusal("[NONEXISTENT] There is no such folder")
        return found

    def _close(self, _given: Words, _is_uid: bool) -> None:
        self._folder = ""

    # Mails

    def _search(self, given: Words, is_uid: bool) -> None:
        mails = self._mails()
        found = [
            mail for number, mail in enumerate(mails, 1) if self._matches(mails, number, mail, list(given))
        ]
        numbers = [mail.id if is_uid else mails.index(mail) + 1 for mail in found]
        self._say(" ".join(["* SEARCH", *map(str, numbers)]))

    def _matches(self, mails: list[StoredMail], number: int, mail: StoredMail, keys: Words) -> bool:
        while keys:
            key = str(keys.pop(0)).upper()
            if key == "CHARSET":
                keys.pop(0)
            elif key == "UID":
                if mail.id not in chosen(str(keys.pop(0)), [known.id for known in mails]):
                    return False
            elif key in ("SINCE", "BEFORE", "ON"):
                if not _is_day(key, mail.at, str(keys.pop(0))):
                    return False
            elif key in ("SEEN", "UNSEEN"):
                if self._has(mail, "\\Seen") != (key == "SEEN"):
                    return False
            elif key == "HEADER":
                name, value = str(keys.pop(0)), str(keys.pop(0))
                if value.lower() not in mail.header(name).lower():
                    return False
            elif key[0].isdigit() or key[0] == "*":
                if number not in chosen(key, list(range(1, len(mails) + 1))):
                    return False
            elif key != "ALL":
                raise Refusal(f"The search key {key} is not known here", "BAD")
        return True

    def _fetch(self, given: Words, is_uid: bool) -> None:
        asked = given[1] if isinstance(given[1], list) else [given[1]]
        items = [str(item).upper() for item in asked]
        if is_uid and "UID" not in items:
            items.insert(0, "UID")
        for number, mail in self._chosen(str(given[0]), is_uid):
            if any(item.startswith("BODY[") or item == "RFC822" for item in items) and not self._is_read_only:
                self._world.mailbox.flag(self._address, mail.id, {"\\Seen"}, "+")
            self._writer.write(b"* %d FETCH (" % number)
            for place, item in enumerate(items):
                self._writer.write((b" " if place else b"") + self._item(mail, item))
            self._writer.write(b")\r\n")

    def _item(self, mail: StoredMail, item: str) -> bytes:
        if item == "UID":
            return b"UID %d" % mail.id
        if item == "FLAGS":
            return (
                b"FLAGS ("
                + " ".join(sorted(self._world.mailbox.flags(self._address, mail.id))).encode()
                + b")"
            )
        if item == "RFC822.SIZE":
            return b"RFC822.SIZE %d" % len(mail.raw)
        if item == "INTERNALDATE":
            return f'INTERNALDATE "{datetime.fromtimestamp(mail.at, UTC):%d-%b-%Y %H:%M:%S +0000}"'.encode()
        name = item.replace(".PEEK", "")
        if name in ("BODY[]", "RFC822"):
            content = mail.raw
        elif name in ("BODY[HEADER]", "RFC822.HEADER") or name.startswith("BODY[HEADER.FIELDS"):
            content = mail.raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        elif name == "BODY[TEXT]":
            content = mail.raw.partition(b"\r\n\r\n")[2]
        else:
            raise Refusal(f"{item} cannot be fetched here", "BAD")
        return name.encode() + b" {%d}\r\n" % len(content) + content

    def _store(self, given: Words, is_uid: bool) -> None:
        how = str(given[1]).upper()
        flags = {str(flag) for flag in (given[2] if isinstance(given[2], list) else given[2:])}
        if self._is_read_only:
            raise Refusal("The folder is open for reading only")
        for number, mail in self._chosen(str(given[0]), is_uid):
            now = self._world.mailbox.flag(self._address, mail.id, flags, how[0] if how[0] in "+-" else "=")
            if not how.endswith(".SILENT"):
                uid = f" UID {mail.id}" if is_uid else ""
                self._say(f"* {number} FETCH (FLAGS ({' '.join(sorted(now))}){uid})")

    def _expunge(self, _given: Words, _is_uid: bool) -> None:
        mails = self._mails()
        for number, mail in reversed(list(enumerate(mails, 1))):
            if self._has(mail, "\\Deleted") and not self._is_read_only:
                self._world.mailbox.delete(mail.id)
                self._say(f"* {number} EXPUNGE")

    def _noop(self, _given: Words, _is_uid: bool) -> None:
        self._tell_new()

    def _capability(self, _given: Words, _is_uid: bool) -> None:
        self._say(f"* CAPABILITY {CAPABILITIES}")

    def _logout(self, _given: Words, _is_uid: bool) -> None:
        self._say("* BYE Until next time")

    async def _idle(self) -> None:
        """Tell what comes in until the client says DONE (RFC 2177)."""
        self._mails()
        self._say("+ idling")
        done = asyncio.ensure_future(self._reader.readline())
        try:
            while not done.done():
                self._tell_new()
                await self._writer.drain()
                await asyncio.wait({done}, timeout=IDLE_LOOK_S)
        finally:
            done.cancel()

    def _tell_new(self) -> None:
        if not self._folder:
            return
        ids = [mail.id for mail in self._mails()]
        if len(ids) != len(self._known):
            self._say(f"* {len(ids)} EXISTS")
        self._known = ids

    def _mails(self) -> list[StoredMail]:
        if not self._folder:
            raise Refusal("Select a folder first", "BAD")
        return list(self._world.mailbox.mails_of(self._address, self._folder))

    def _chosen(self, wanted: str, is_uid: bool) -> list[tuple[int, StoredMail]]:
        numbered = list(enumerate(self._mails(), 1))
        keys = [mail.id if is_uid else number for number, mail in numbered]
        picked = set(chosen(wanted, keys))
        return [pair for key, pair in zip(keys, numbered, strict=True) if key in picked]

    def _has(self, mail: StoredMail, flag: str) -> bool:
        return flag in self._world.mailbox.flags(self._address, mail.id)

    def _signed_in(self) -> None:
        if not self._address:
            raise Refusal("Sign in first")


def _is_day(key: str, at: float, wanted: str) -> bool:
    day, month, year = wanted.split("-")
    asked = datetime(int(year), _MONTHS.index(month.lower()) + 1, int(day), tzinfo=UTC).date()
    found = datetime.fromtimestamp(at, UTC).date()
    return {"SINCE": found >= asked, "BEFORE": found < asked, "ON": found == asked}[key]


_Command = Callable[[Session, Words, bool], None]
_COMMANDS: dict[str, _Command] = {
    "CAPABILITY": Session._capability,
    "NOOP": Session._noop,
    "CHECK": Session._noop,
    "LOGIN": Session._login,
    "LOGOUT": Session._logout,
    "LIST": Session._list,
    "LSUB": Session._list,
    "SELECT": Session._select,
    "EXAMINE": Session._examine,
    "STATUS": Session._status,
    "CLOSE": Session._close,
    "UNSELECT": Session._close,
    "SEARCH": Session._search,
    "FETCH": Session._fetch,
    "STORE": Session._store,
    "EXPUNGE": Session._expunge,
}


@contextlib.asynccontextmanager
async def imap_server(world: World) -> Any:
    """Listen on the IMAP port while the context lasts; raises OSError when the port is taken."""

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await Session(world, reader, writer).serve()

    server = await asyncio.start_server(
        connected, world.settings.host, world.settings.imap_port, limit=MAX_LINE_BYTES
    )
    try:
        yield server
    finally:
        server.close()
