"""This account's signing key and what it has seen of each workspace's audit log, in the user's state folder.

Decisions hidden: Ed25519, the files' form and modes. Invariants: the private key is never readable by another
account and never enters a workspace; a file is replaced as a whole, durably, or stays as it was. Any thread;
`publish` is called by the one writer of a workspace.
"""

from __future__ import annotations

import errno
import json
import os
import stat
from pathlib import Path
from typing import Any

import platformdirs
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app.core.errors import DiskFull, IntegrityError, MachineError
from app.storage.audit import Head

_KEY = "audit.key"
_TRUSTED = "trusted.json"
_HEADS = "heads"


class Keys:
    """Signs audit heads, checks signatures and keeps the heads seen; the `Witness` of `storage.audit`."""

    def __init__(self, folder: Path, private: Ed25519PrivateKey) -> None:
        self._folder = folder
        self._private = private
        self._key = private.public_key().public_bytes_raw().hex()
        self._public: dict[str, Ed25519PublicKey] = {}

    @classmethod
    def open(cls, folder: Path | None = None) -> Keys:
        """Read this account's key, or make it the first time.

        Args:
            folder: None for CITEWELL_STATE, else the platform's state folder of the user.

        Raises:
            IntegrityError: the key can be read by others, is damaged, or belongs to another account.
            DiskFull, MachineError: the folder cannot be used.
        """
        folder = state_folder() if folder is None else folder
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _only_mine(folder, 0o700)
            path = folder / _KEY
            if not path.exists():
                _write_new(path, Ed25519PrivateKey.generate().private_bytes_raw().hex().encode() + b"\n")
            _only_mine(path, 0o600)
            text = path.read_bytes()
        except OSError as error:
            raise _refused(folder, error) from error
        try:
            private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(text.decode("ascii").strip()))
        except ValueError as error:
            raise IntegrityError(
                f"The signing key {path} is damaged.",
                "Restore a copy. If there is none, move the file away and a new key will be created.",
            ) from error
        return cls(folder, private)

    # Signing

    @property
    def key(self) -> str:
        """This account's public key, hex."""
        return self._key

    def sign(self, message: bytes) -> str:
        """Return the signature of `message`, hex."""
        return self._private.sign(message).hex()

    def verify(self, key: str, message: bytes, signature: str) -> bool:
        """Tell whether `signature` over `message` was made by `key`."""
        try:
            public = self._public.get(key)
            if public is None:
                public = self._public[key] = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
            public.verify(bytes.fromhex(signature), message)
        except (InvalidSignature, ValueError):
            return False
        return True

    def trusts(self, key: str) -> bool:
        """Tell whether `key` is this account's own or one it was told to trust."""
        return key == self._key or key in self._trusted()

    def trust(self, key: str) -> None:
        """Accept logs signed by `key` from now on: a colleague's, or one's own on another machine.

        Raises:
            IntegrityError: it is no public key.
        """
        try:
            Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
        except ValueError as error:
            raise IntegrityError(
                "This is not a public key.", "It must have 64 hexadecimal digits."
            ) from error
        self._replace(self._folder / _TRUSTED, sorted({*self._trusted(), key}))

    def _trusted(self) -> list[str]:
        found = self._load(self._folder / _TRUSTED)
        return [] if found is None else [str(key) for key in found]

    # Heads outside the workspace

    def publish(self, head: Head) -> None:
        """Remember `head` as the newest of its workspace.

        Raises:
            DiskFull, MachineError: it cannot be written; what was committed stays committed.
        """
        record = self._record(head.workspace)
        record["head"] = _as_json(head)
        self._replace(self._path(head.workspace), record)

    def heads(self, workspace: str) -> tuple[Head, ...]:
        """Return every head that the workspace's log must contain, oldest first.

        Raises:
            IntegrityError: the record is damaged.
        """
        record = self._record(workspace)
        items = [*record["kept"], *([] if record["head"] is None else [record["head"]])]
        try:
            heads = {
                Head(workspace, int(item["seq"]), item["hash"], item["key"], item["signature"])
                for item in items
            }
        except (KeyError, TypeError, ValueError) as error:
            raise _damaged(self._path(workspace)) from error
        return tuple(sorted(heads, key=lambda head: (head.seq, head.hash)))

    def keep(self, head: Head) -> None:
        """Pin `head`, so that later heads do not replace it."""
        record = self._record(head.workspace)
        item = _as_json(head)
        if item not in record["kept"]:
            record["kept"].append(item)
            self._replace(self._path(head.workspace), record)

    def replace(self, head: Head) -> None:
        """Remember `head` instead of every other of its workspace, because a backup was restored whose log
        names the others.

        Raises:
            DiskFull, MachineError: it cannot be written; the log's own entry excuses the others meanwhile.
        """
        self._replace(self._path(head.workspace), {"head": _as_json(head), "kept": []})

    def _path(self, workspace: str) -> Path:
        return self._folder / _HEADS / f"{workspace}.json"

    def _record(self, workspace: str) -> dict[str, Any]:
        found = self._load(self._path(workspace))
        if found is None:
            return {"head": None, "kept": []}
        if not isinstance(found, dict) or "head" not in found or not isinstance(found.get("kept"), list):
            raise _damaged(self._path(workspace))
        return found

    def _load(self, path: Path) -> Any:
        try:
            return json.loads(path.read_bytes())
        except FileNotFoundError:
            return None
        except ValueError as error:
            raise _damaged(path) from error
        except OSError as error:
            raise _refused(path, error) from error

    def _replace(self, path: Path, value: Any) -> None:
        part = path.with_name(path.name + ".part")
        try:
            path.parent.mkdir(mode=0o700, exist_ok=True)
            part.unlink(missing_ok=True)
            _write_new(part, json.dumps(value, indent=1).encode() + b"\n", then=path)
        except OSError as error:
            raise _refused(path, error) from error


class WithheldWitness:
    """Signs with an account's key and tells nobody outside: the witness of a workspace that is not in its
    place yet.

    Attributes:
        newest: the head to be published once it is.
    """

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        self.newest: Head | None = None

    @property
    def key(self) -> str:
        return self._keys.key

    def sign(self, message: bytes) -> str:
        return self._keys.sign(message)

    def verify(self, key: str, message: bytes, signature: str) -> bool:
        return self._keys.verify(key, message, signature)

    def trusts(self, key: str) -> bool:
        return self._keys.trusts(key)

    def publish(self, head: Head) -> None:
        self.newest = head

    def heads(self, workspace: str) -> tuple[Head, ...]:
        return ()

    def keep(self, head: Head) -> None:
        raise ValueError(f"nothing was witnessed of {head.workspace}")


def state_folder() -> Path:
    """Return where this account's keys and heads stand: CITEWELL_STATE, else the platform's state folder."""
    chosen = os.environ.get("CITEWELL_STATE")
    return Path(chosen) if chosen else platformdirs.user_state_path("citewell", appauthor=False)


def _as_json(head: Head) -> dict[str, Any]:
    return {"seq": head.seq, "hash": head.hash, "key": head.key, "signature": head.signature}


def _write_new(path: Path, data: bytes, then: Path | None = None) -> None:
    """Write a file that only this account may read, durably; a half-written one never carries the final
    name.
    """
    final = path if then is None else then
    part = path.with_name(f"{path.name}.{os.getpid()}") if then is None else path
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        # A disk that fills up takes a part and says so by the count alone.
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        os.fsync(descriptor)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    finally:
        os.close(descriptor)
    if then is None:
        # `link` refuses an existing name: of two processes that make the key at once, one wins and both use
        # it.
        try:
            os.link(part, final)
        except FileExistsError:
            pass
        finally:
            part.unlink()
    else:
        part.replace(final)
    folder = os.open(final.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _only_mine(path: Path, mode: int) -> None:
    """Refuse a file or folder that another account owns or may use.

    Raises:
        IntegrityError: it is open to others.
    """
    found = path.stat()
    if found.st_uid != os.getuid():
        raise IntegrityError(
            f"{path} belongs to another account.", "Set CITEWELL_STATE to a folder that belongs to you."
        )
    if stat.S_IMODE(found.st_mode) & 0o077:
        raise IntegrityError(
            f"Other accounts have access to {path}.", f"To protect it: chmod {mode:o} {path}"
        )


def _damaged(path: Path) -> IntegrityError:
    return IntegrityError(f"The file {path} is damaged.", "Move it away to continue without it.")


def _refused(path: Path, error: OSError) -> MachineError:
    if error.errno == errno.ENOSPC:
        return DiskFull(f"No space is left for {path}.", "Free up space and try again.", retryable=True)
    return MachineError(
        f"{path} cannot be used ({error.strerror}).",
        "Check the folder's permissions, or set CITEWELL_STATE to another one.",
    )
