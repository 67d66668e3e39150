"""Zip containers, which most documents are: looked at as a whole before anything large is unpacked from them.

Invariant: what an `Archive` gives out was declared honestly, is not encrypted, unpacks to no more than the
limits here, and declares no XML entities. Nothing is ever written to a disk, so a member's name leads
nowhere; archives inside an archive are never opened. Any thread, one at a time.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from types import TracebackType
from typing import TYPE_CHECKING, Self

from app.core.errors import UnreadableDocument

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MOST_BYTES = 512 * 1024**2
"""Unpacked, all members together."""
MOST_MEMBERS = 20_000
MOST_RATIO = 100
"""Unpacked to packed, for one member and for the whole."""
_RATIO_MATTERS = 4 * 1024**2
"""A smaller part may be as compressible as it likes."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What documents use; of other methods the library unpacks a whole chunk at once, however large it
becomes.
"""
_CHUNK = 1 << 20
_DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_LONGEST_MARK = 64
_XML = (".xml", ".rels")
_FOREIGN = (".svg", ".html", ".htm", ".xhtml", ".mht")
"""Pictures and pages that are only carried along; they may begin with a DOCTYPE."""
_ENCODING = re.compile(
    rb"\A[^<]{0,8}<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']", re.IGNORECASE
)
_ENCODINGS = frozenset(
    {
        b"utf-8",
        b"utf8",
        b"utf-16",
        b"utf-16le",
        b"utf-16be",
        b"us-ascii",
        b"ascii",
        b"iso-8859-1",
        b"windows-1252",
    }
)
"""In others "<" may be written with other bytes than its own, so that a declaration could hide."""
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, RuntimeError)
"""What the library raises on a damaged or odd container."""


class Archive:
    """One checked container; a context manager."""

    def __init__(self, data: bytes, name: str, *, pages: bool = False) -> None:
        """Open and check a container.

        Args:
            data: the file.
            name: for messages.
            pages: its members are web pages, which begin with a DOCTYPE and are not parsed as XML.

        Raises:
            UnreadableDocument: damaged, encrypted, made to swell, or with XML that declares entities.
        """
        self._name = name
        try:
            self._package = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise damaged(name) from error
        self._members = {member.filename: member for member in self._package.infolist()}
        try:
            self._check(len(data))
            for member in self._package.infolist():
                if not pages and not member.filename.lower().endswith(_FOREIGN):
                    self._check_declarations(member)
        except _BROKEN as error:
            raise damaged(name) from error

    @property
    def names(self) -> frozenset[str]:
        """The members' names, as they are written in the container."""
        return frozenset(self._members)

    def read(self, member: str) -> bytes:
        """Return a member's bytes.

        Raises:
            UnreadableDocument: it is missing or damaged.
        """
        found = self._members.get(member)
        if found is None:
            raise damaged(self._name)
        try:
            return self._package.read(found)
        except _BROKEN as error:
            raise damaged(self._name) from error

    def xml(self, member: str, *, doctype: bool = False) -> Element:
        """Return the root of a member that is XML; entities are never declared or fetched.

        Args:
            member: its name.
            doctype: a DOCTYPE is allowed, as in old e-books; it still may not declare anything.

        Raises:
            UnreadableDocument: it is missing, damaged, or declares entities.
        """
        # Loaded here: of the formats in a zip only some are parsed by this program itself.
        from defusedxml.common import DefusedXmlException
        from defusedxml.ElementTree import ParseError, fromstring

        try:
            root: Element = fromstring(self.read(member), forbid_dtd=not doctype)
        except DefusedXmlException as error:
            raise _declaring(self._name) from error
        except (ParseError, ValueError, LookupError) as error:
            raise damaged(self._name) from error
        return root

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._package.close()

    def _check(self, size: int) -> None:
        members = self._package.infolist()
        if any(member.flag_bits & 1 for member in members):
            raise UnreadableDocument(
                f"{self._name} is protected by a password.",
                "Remove the password in the program that created it.",
            )
        if any(member.compress_type not in _METHODS for member in members):
            raise UnreadableDocument(
                f"{self._name} is compressed in an unsupported way.", "Open it and save it again."
            )
        total = sum(member.file_size for member in members)
        # Members may be made to share the same packed bytes, so the sum of theirs proves nothing: the file's
        # size does.
        packed = min(size, sum(member.compress_size for member in members))
        swollen = any(_swells(member.file_size, member.compress_size) for member in members)
        if len(members) > MOST_MEMBERS or total > MOST_BYTES or swollen or _swells(total, packed):
            raise UnreadableDocument(
                f"{self._name} would unpack to far more than its own size and has not been opened.",
                "Check where it comes from; it may be malicious.",
            )

    def _check_declarations(self, member: zipfile.ZipInfo) -> None:
        tail = b""
        with self._package.open(member) as part:
            while chunk := part.read(_CHUNK):
                # In UTF-16 the same letters stand with a NUL between them.
                plain = tail + (chunk.replace(b"\0", b"") if b"\0" in chunk else chunk)
                if not tail:
                    # Which part is XML is said in the package, so that its name proves nothing.
                    if not member.filename.lower().endswith(_XML) and not _bare(plain).startswith(b"<"):
                        return
                    self._check_encoding(plain)
                if _DECLARES.search(plain):
                    raise _declaring(self._name)
                tail = plain[-_LONGEST_MARK:]

    def _check_encoding(self, start: bytes) -> None:
        bare = _bare(start)
        stated = _ENCODING.match(start)
        if (bare and not bare.startswith(b"<")) or (
            stated is not None and stated[1].lower() not in _ENCODINGS
        ):
            raise UnreadableDocument(
                f"{self._name} has an unsupported encoding.", "Open it and save it again."
            )


def member_names(data: bytes, name: str) -> list[str]:
    """Return the names of a container's members, without a look at what they hold.

    Raises:
        UnreadableDocument: the list cannot be read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return package.namelist()
    except _BROKEN as error:
        raise UnreadableDocument(
            f"{name} is damaged: its list of parts cannot be read.", "Copy it again from its source."
        ) from error


def stated_type(data: bytes) -> str:
    """Return the media type that a container states in its member "mimetype", "" when it cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, package.open("mimetype") as member:
            return member.read(200).decode("ascii", errors="replace").strip()
    except (KeyError, *_BROKEN):
        return ""


def damaged(name: str) -> UnreadableDocument:
    """Return the failure of a container whose parts are missing or contradict each other."""
    return UnreadableDocument(
        f"{name} is damaged.", "Open it in the program that created it and save it again."
    )


def _bare(start: bytes) -> bytes:
    return start.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").lstrip()


def _swells(unpacked: int, packed: int) -> bool:
    return unpacked > _RATIO_MATTERS and unpacked > MOST_RATIO * max(packed, 1)


def _declaring(name: str) -> UnreadableDocument:
    message = f"{name} declares XML entities, which office programs never do. It has not been opened."
    return UnreadableDocument(message, "Save it again in the program that created it.")
