"""The key-encryption key, and what is sealed with it: private signing keys at rest."""

import binascii
import json
import os
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from hub.auth.errors import VaultError

KEY_BYTES = 32
FILE = "key-encryption.key"


class Vault:
    """Seals private keys with AES-256-GCM (a compact JWE), bound to their key id."""

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise VaultError(f"a key-encryption key has {KEY_BYTES} bytes, this one {len(key)}")
        self._key = OctKey.import_key(key)

    def seal(self, kid: str, private: Mapping[str, Any]) -> str:
        """The encrypted form of a private JWK."""
        header = {"alg": "dir", "enc": "A256GCM", "kid": kid}
        return jwe.encrypt_compact(header, json.dumps(dict(private)).encode(), self._key)

    def open(self, kid: str, sealed: str) -> dict[str, Any]:
        """The private JWK of `kid`; raises VaultError when this key did not seal it."""
        try:
            found = jwe.decrypt_compact(sealed, self._key, algorithms=["dir", "A256GCM"])
        except JoseError:
            raise VaultError(
                f"the signing key {kid} was sealed with another key-encryption key: restore {FILE} in the data folder, "
                "or HUB_KEY_ENCRYPTION_KEY; if it is lost for good, `hub keys discard` begins anew"
            ) from None
        if found.headers().get("kid") != kid or found.plaintext is None:
            raise VaultError(f"the signing key {kid} holds another key's private half")
        private: dict[str, Any] = json.loads(found.plaintext)
        return private


def open_vault(folder: Path, given: str | None = None) -> Vault:
    """The vault of HUB_KEY_ENCRYPTION_KEY, else of the key file in `folder`, which is made when it is missing."""
    if given is not None:
        return Vault(_decoded(given.encode(), "HUB_KEY_ENCRYPTION_KEY"))
    path = folder / FILE
    if not path.exists():
        _create(path)
    return Vault(_decoded(path.read_bytes(), str(path)))


def write_private(path: Path, text: str) -> Path:
    """A new file beside `path`, readable by its owner only, holding `text` on the disk."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return new


def _create(path: Path) -> None:
    """Link a new key into place: of two processes that start at once, the first one's key stands for both."""
    new = write_private(path, urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode() + "\n")
    try:
        path.hardlink_to(new)
    except FileExistsError:
        pass
    finally:
        new.unlink()


def _decoded(text: bytes, where: str) -> bytes:
    try:
        key = urlsafe_b64decode(text.strip())
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise VaultError(f"{where} must be {KEY_BYTES} random bytes in URL-safe base64; nothing else opens the keys")
    return key
