"""Secrets never stand in an archive in clear: they are left out, or kept under a key of the passphrase."""

import base64
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from django.apps import apps
from django.conf import settings
from django.db import models

from shared_apps.core.fields import EncryptedTextField, decrypt, encrypt
from tenants.transfers.archive import Seal
from tenants.transfers.errors import WrongPassphrase

PROOF = b"parlor"
# COPY's own word for NULL.
_NULL = b"\\N"


def columns_of(kind: type[models.Field]) -> set[tuple[str, str]]:  # type: ignore[type-arg]  # of any value
    """Return (table, column) of every field of a kind in the tenants' apps."""
    found: set[tuple[str, str]] = set()
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_config.name not in settings.TENANT_APPS:  # type: ignore[misc]  # from a star import
            continue
        fields = [each for each in model._meta.concrete_fields if isinstance(each, kind)]
        found |= {(model._meta.db_table, str(each.column)) for each in fields}
    return found


def secret_columns() -> set[tuple[str, str]]:
    return columns_of(EncryptedTextField)


def passphrase_in(file: Path | None) -> str:
    """Return the first line of a file, for commands: what is typed as an argument everybody on the machine can read."""
    return file.read_text().partition("\n")[0].strip() if file else ""


def new_seal(passphrase: str) -> tuple[Seal, Fernet]:
    salt = os.urandom(16)
    cipher = _cipher(passphrase, salt)
    return Seal(salt.hex(), cipher.encrypt(PROOF).decode()), cipher


def opened(seal: Seal, passphrase: str) -> Fernet:
    """Return the cipher of an archive; raises WrongPassphrase."""
    try:
        cipher = _cipher(passphrase, bytes.fromhex(seal.salt))
        if cipher.decrypt(seal.proof.encode()) == PROOF:
            return cipher
    except (InvalidToken, ValueError):
        pass
    raise WrongPassphrase


def _cipher(passphrase: str, salt: bytes) -> Fernet:
    key = hashlib.scrypt(passphrase.encode(), salt=salt, n=1 << 14, r=8, p=1, dklen=32)
    return Fernet(base64.urlsafe_b64encode(key))


def sealing(cipher: Fernet | None) -> Callable[[bytes], bytes]:
    """Return what turns one of our tokens into the archive's; into nothing without a cipher."""
    if cipher is None:
        return lambda _: b""
    return lambda token: cipher.encrypt(decrypt(token.decode()).encode())


def unsealing(cipher: Fernet) -> Callable[[bytes], bytes]:
    """Return what turns one of the archive's tokens into ours."""

    def turn(token: bytes) -> bytes:
        try:
            return encrypt(cipher.decrypt(token).decode()).encode()
        except InvalidToken as error:
            raise WrongPassphrase from error

    return turn


def rewritten(
    parts: Iterable[bytes], positions: Iterable[int], turn: Callable[[bytes], bytes]
) -> Iterator[bytes]:
    """Yield COPY text with the values at `positions` of each line turned; tokens hold nothing that COPY escapes."""
    places, rest = list(positions), b""
    for part in parts:
        *lines, rest = (rest + part).split(b"\n")
        if lines:
            yield b"".join(_line(line, places, turn) + b"\n" for line in lines)
    if rest:
        yield _line(rest, places, turn)


def _line(line: bytes, places: list[int], turn: Callable[[bytes], bytes]) -> bytes:
    values = line.split(b"\t")
    for place in places:
        if values[place] and values[place] != _NULL:
            values[place] = turn(values[place])
    return b"\t".join(values)
