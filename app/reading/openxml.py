"""Packages of office documents (docx, xlsx, pptx): every valid variant in the one form that the libraries
understand.

The decision hidden here is what varies: the strict form of the standard names everything by other addresses;
documents with macros, templates and slide shows call their main part by another type; some programs write
member names with backslashes. Invariant: a package that needs nothing is handed back as it came; words are
never changed.
"""

from __future__ import annotations

import io
import re
import zipfile

from app.reading.archive import Archive

_TYPES = "[Content_Types].xml"
_RELATIONS = "_rels/.rels"
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/([A-Za-z]+)/([A-Za-z/]+)")
_TRANSITIONAL = b"http://schemas.openxmlformats.org/%s/2006/%s"
_RENAMED = {
    b"extendedProperties": b"extended-properties", b"customProperties": b"custom-properties", b"docPropsVTypes": b"docPropsVTypes",
    b"relationships/extendedProperties": b"relationships/extended-properties",
    b"relationships/customProperties": b"relationships/custom-properties",
}  # fmt: skip
_MAIN = {
    b"application/vnd.ms-word.document.macroEnabled.main+xml": b"wordprocessingml.document",
    b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml": b"wordprocessingml.document",
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml": b"wordprocessingml.document",
    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml": b"spreadsheetml.sheet",
    b"application/vnd.ms-excel.template.macroEnabled.main+xml": b"spreadsheetml.sheet",
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml": b"spreadsheetml.sheet",
    b"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml": b"presentationml.presentation",
    b"application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml": b"presentationml.presentation",
    b"application/vnd.ms-powerpoint.template.macroEnabled.main+xml": b"presentationml.presentation",
    b"application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml": b"presentationml.presentation",
    b"application/vnd.openxmlformats-officedocument.presentationml.template.main+xml": b"presentationml.presentation",
}
_PLAIN_MAIN = b"application/vnd.openxmlformats-officedocument.%s.main+xml"
_TYPE = re.compile(rb"ContentType\s*=\s*([\"'])(application/[\w.+-]+)\1")
_MARKUP = (".xml", ".rels", ".vml")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def open_package(data: bytes, name: str) -> tuple[bytes, Archive]:
    """Return a package in the form that the libraries read, as bytes and opened.

    Args:
        data: the file.
        name: for messages.

    Raises:
        UnreadableDocument: encrypted, damaged, or a package that would unpack to more than it should.
    """
    package = Archive(data, name)
    plain = _plain(data, package)
    if plain is data:
        return data, package
    with package:
        return plain, Archive(plain, name)


def main_part(package: Archive) -> str:
    """Return the member that holds the document itself, "" when the package names none that is there."""
    if _RELATIONS not in package.names:
        return ""
    targets = (
        relation.get("Target", "").lstrip("/")
        for relation in package.xml(_RELATIONS)
        if _is_main(relation.get("Type", ""))
    )
    return next((target for target in targets if target in package.names), "")


def _is_main(kind: str) -> bool:
    return kind.endswith("/relationships/officeDocument")


def _plain(data: bytes, package: Archive) -> bytes:
    odd_names = any("\\" in name for name in package.names)
    types = package.read(_TYPES) if _TYPES in package.names else b""
    relations = next(
        (package.read(name) for name in package.names if name.replace("\\", "/") == _RELATIONS), b""
    )
    strict = _STRICT.search(_narrow(relations)) is not None
    other_main = any(match[2] in _MAIN for match in _TYPE.finditer(types))
    if not (strict or other_main or odd_names):
        return data
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name in sorted(package.names, key=lambda one: (one != _TYPES, one)):
            content = package.read(name)
            if name == _TYPES:
                content = _TYPE.sub(_plain_type, content)
            elif strict and name.lower().endswith(_MARKUP):
                content = _STRICT.sub(_transitional, _narrow(content))
            new.writestr(name.replace("\\", "/"), content)
    return made.getvalue()


def _narrow(content: bytes) -> bytes:
    """Return markup in UTF-8, whatever it says that it is written in."""
    if not content.startswith(_UTF16):
        return content
    words = content.decode("utf-16", errors="replace")
    return re.sub(r"\A(<\?xml[^>]*?encoding\s*=\s*[\"'])[^\"']+", r"\1UTF-8", words).encode("utf-8")


def _transitional(match: re.Match[bytes]) -> bytes:
    return _TRANSITIONAL % (match[1], _RENAMED.get(match[2], match[2]))


def _plain_type(match: re.Match[bytes]) -> bytes:
    known = _MAIN.get(match[2])
    return match[0] if known is None else match[0].replace(match[2], _PLAIN_MAIN % known)
