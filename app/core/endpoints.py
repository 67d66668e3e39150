"""A server that a part of the program may use: where it is and how one is let in.

Invariant: only `governance.network` makes an `Endpoint`, after every address of its name was found to be
loopback or private; the secret never shows in a representation.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Endpoint:
    """A checked server.

    Attributes:
        scheme: "http" or "https".
        host: as written in the settings; what a certificate must name.
        address: the checked IP address to connect to.
        port: TCP port.
        path: what stands before every request's path, without a slash at its end; may be empty.
        headers: what lets the program in; never shown.
    """

    scheme: str
    host: str
    address: str
    port: int
    path: str
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    @property
    def url(self) -> str:
        """The address as a person writes it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}{self.path}"

    @property
    def encrypted(self) -> bool:
        """Whether what is sent cannot be read on the way."""
        return self.scheme == "https"
