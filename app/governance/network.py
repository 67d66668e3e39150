"""Which servers the program may speak to: those that a steward named, on this machine or in the team's own
network.

The decision hidden here is what counts as the team's own: loopback and the private ranges of RFC 1918 and RFC
4193, for every address that a name stands for, not only for the first. Nothing else, whatever the settings
say. A secret is read from a file or an environment variable each time and kept nowhere. Opens no connection;
looking up a name is the only thing that leaves the machine. Any thread.
"""

from __future__ import annotations

import base64
import ipaddress
import os
import re
import socket
from pathlib import Path
from urllib.parse import urlsplit

from app.core.endpoints import Endpoint
from app.core.errors import InvalidSettings, MachineError
from app.core.settings import ServerSettings

_OWN = tuple(
    ipaddress.ip_network(text)
    for text in ("127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")
)
_LONGEST_SECRET = 4096
_HINT = "Use an address such as http://127.0.0.1:8000 or https://models.lan:8443."


def check(settings: ServerSettings) -> None:
    """Check what can be told of the settings without looking a name up.

    Raises:
        InvalidSettings: names the setting and what it must be.
    """
    for name, url, secret in (
        ("server.index", settings.index, settings.index_secret),
        ("server.generator", settings.generator, settings.generator_secret),
    ):
        check_secret(secret, f"{name}_secret")
        if url:
            check_address(url, name)
    if ":" in settings.index_user:
        raise InvalidSettings(
            "The setting server.index_user must not contain a colon.",
            "Enter only the user name; the password goes into the secret.",
        )


def index_server(settings: ServerSettings) -> Endpoint:
    """Return how to reach the server that holds the index; see `reach`."""
    return reach(settings.index, settings.index_secret, "server.index", settings.index_user)


def generator_server(settings: ServerSettings) -> Endpoint:
    """Return how to reach the server that phrases answers; see `reach`."""
    return reach(settings.generator, settings.generator_secret, "server.generator")


def switched(before: ServerSettings, after: ServerSettings) -> dict[str, str]:
    """Return which parts moved, with their new address, empty for back here; every one moved to is looked up
    first.

    Raises:
        InvalidSettings, MachineError: as `reach`.
    """
    moved = {}
    for name, old, new, find in (
        ("index", before.index, after.index, index_server),
        ("generator", before.generator, after.generator, generator_server),
    ):
        if old != new:
            moved[name] = find(after).url if new else ""
    return moved


def check_address(url: str, name: str) -> tuple[str, str, int, str]:
    """Return scheme, host, port and path of a server's address, without looking its name up.

    Raises:
        InvalidSettings: it is no plain http or https address.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise InvalidSettings(f"The setting {name} is not a valid address: {error}.", _HINT) from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InvalidSettings(f"The setting {name} is not an http or https address.", _HINT)
    if parts.username is not None or parts.password is not None:
        raise InvalidSettings(
            f"The setting {name} must not contain a password.",
            "Put the secret into a file and enter file:/path",
        )
    if parts.query or parts.fragment or re.search(r"[\s\\]", url):
        raise InvalidSettings(f"The setting {name} contains more than an address.", _HINT)
    return (
        parts.scheme,
        parts.hostname,
        port or (443 if parts.scheme == "https" else 80),
        parts.path.rstrip("/"),
    )


def check_secret(reference: str, name: str) -> None:
    """Check that a setting says where a secret is, and is not the secret itself.

    Raises:
        InvalidSettings: it is neither "file:/path" nor "env:NAME"; what it holds instead is not repeated.
    """
    kind, _, where = reference.partition(":")
    if (
        reference
        and not (kind == "file" and where.startswith("/"))
        and not (kind == "env" and re.fullmatch(r"[A-Za-z_]\w*", where))
    ):
        raise InvalidSettings(
            f"The setting {name} must give the location of the secret, not the secret itself.",
            "Enter file:/path/to/it or env:NAME_OF_THE_VARIABLE.",
        )


def reach(url: str, secret: str, name: str, user: str = "") -> Endpoint:
    """Look a server up and return how to reach it.

    Args:
        url: its address.
        secret: where the secret is, or empty for none.
        name: of the setting, for messages.
        user: with it the secret is a password (basic authentication), without it a token (bearer).

    Raises:
        InvalidSettings: one of its addresses is neither loopback nor private, or no secret is named for a
            server on another machine.
        MachineError: the name stands for nothing, or the secret cannot be read.
    """
    scheme, host, port, path = check_address(url, name)
    check_secret(secret, name)
    found = _addresses(host, port, name)
    strange = [address for address in found if not _is_own(address)]
    if strange:
        raise InvalidSettings(
            f"{host} is {strange[0]}, which is neither this machine nor a private network; nothing is sent there.",
            "Only loopback and private addresses may be used (127.0.0.0/8, 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, ::1, fc00::/7).",
        )
    if not secret and not all(address.is_loopback for address in found):
        raise InvalidSettings(
            f"{host} is another machine, and no secret is set for it.",
            f"Protect the server with a secret, and set {name}_secret=file:/path",
        )
    return Endpoint(scheme, host, str(found[0]), port, path, _header(_secret(secret, name), user))


def _addresses(host: str, port: int, name: str) -> list[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    try:
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise MachineError(
            f"The name {host} in the setting {name} has no address.",
            "Check its spelling and the network.",
            retryable=True,
        ) from error
    return list(dict.fromkeys(ipaddress.ip_address(str(row[4][0]).partition("%")[0]) for row in rows))


def _is_own(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return any(address.version == network.version and address in network for network in _OWN)


def _secret(reference: str, name: str) -> str:
    kind, _, where = reference.partition(":")
    if not reference:
        return ""
    try:
        found = (
            os.environ.get(where, "")
            if kind == "env"
            else Path(where).read_text("utf-8")[: _LONGEST_SECRET + 1]
        )
    except (OSError, UnicodeDecodeError) as error:
        raise MachineError(
            f"The secret of {name} cannot be read from {where}.", "Check the file and its permissions."
        ) from error
    found = found.strip()
    if not found or len(found) > _LONGEST_SECRET or not found.isprintable():
        raise MachineError(
            f"There is no usable secret for {name} in {where}.",
            "It must be a single line of printable characters.",
        )
    return found


def _header(secret: str, user: str) -> tuple[tuple[str, str], ...]:
    if not secret:
        return ()
    if user:
        return (("Authorization", "Basic " + base64.b64encode(f"{user}:{secret}".encode()).decode("ascii")),)
    return (("Authorization", f"Bearer {secret}"),)
