"""Containers: what is refused before it is unpacked, and that nothing honest is."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from app.core.errors import UnreadableDocument
from app.reading.archive import MOST_MEMBERS, Archive, member_names


def container(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return buffer.getvalue()


def overlapping(count: int, size: int) -> bytes:
    """Return a container whose entries all point at one member's packed bytes."""
    whole = container({"a": b"\0" * size})
    end = whole.rindex(b"PK\x05\x06")
    (start,) = struct.unpack("<I", whole[end + 16 : end + 20])
    entry = whole[start:end]
    tail = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, len(entry) * count, start, 0)
    return whole[:start] + entry * count + tail


def test_members_are_given_as_they_are() -> None:
    with Archive(container({"a.xml": b"<a>\xc3\xa9</a>", "b.bin": b"\0\1"}), "a.zip") as archive:
        assert archive.names == {"a.xml", "b.bin"}
        assert archive.read("b.bin") == b"\0\1"
        assert archive.xml("a.xml").text == "é"
        with pytest.raises(UnreadableDocument, match="damaged"):
            archive.read("c")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04 and nothing more", "damaged"),
        (container({"a.bin": bytes(5_000_000)}), "unpack to far more"),
        (container({f"{n}.bin": bytes(1_000_000) for n in range(8)}), "unpack to far more"),
        (overlapping(40, 3_000_000), "unpack to far more"),
        (container({str(n): b"" for n in range(MOST_MEMBERS + 1)}), "unpack to far more"),
        (container({"a": b"x" * 100}, zipfile.ZIP_BZIP2), "compressed in an unsupported way"),
        (container({"a": b"x" * 100}, zipfile.ZIP_LZMA), "compressed in an unsupported way"),
        (container({"a.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "entities"),
        (
            container({"a.xml": ('\ufeff<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>').encode("utf-16-le")}),
            "entities",
        ),
        (
            container(
                {"a.xml": b"<!--" + b"x" * 1_100_000 + b'--><!DOCTYPE a [<!ENTITY b "c">]><a/>'},
                zipfile.ZIP_STORED,
            ),
            "entities",
        ),
        (
            container({"a.xml": b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a+AD4-<a/>'}),
            "encoding",
        ),
        (container({"a.xml": '<?xml version="1.0" encoding="cp037"?><a/>'.encode("cp037")}), "encoding"),
    ],
)
def test_what_is_made_to_do_harm_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableDocument, match=words) as caught:
        Archive(data, "a.zip")
    assert caught.value.hint


def test_a_part_is_searched_whatever_it_is_called_but_a_picture_may_have_a_doctype() -> None:
    with pytest.raises(UnreadableDocument, match="entities"):
        Archive(
            container({"sheet.dat": b' \n<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
            "a.zip",
        )
    Archive(container({"a.svg": b"<!DOCTYPE svg><svg/>", "a.bin": b"\1<!DOCTYPE"}), "a.zip")


def test_a_member_larger_than_declared_is_damaged() -> None:
    data = container({"a.xml": b"<a>" + b"x" * 10_000 + b"</a>"})
    lying = data.replace(struct.pack("<I", 10_007), struct.pack("<I", 7))
    assert lying != data
    with pytest.raises(UnreadableDocument, match="damaged"):
        Archive(lying, "a.zip")


def test_a_protected_container_is_named_as_such() -> None:
    data = bytearray(container({"a.xml": b"<a/>"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UnreadableDocument, match="password"):
        Archive(bytes(data), "a.zip")


def test_a_doctype_is_allowed_where_asked_and_still_declares_nothing() -> None:
    plain = b'<!DOCTYPE a PUBLIC "-//x" "http://example.org/a.dtd"><a>b</a>'
    armed = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    outside = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'
    members = {"plain.opf": plain, "armed.opf": armed, "outside.opf": outside}
    with Archive(container(members), "a.epub", pages=True) as archive:
        assert archive.xml("plain.opf", doctype=True).text == "b"
        for member, doctype in (("plain.opf", False), ("armed.opf", True), ("outside.opf", True)):
            with pytest.raises(UnreadableDocument, match="entities"):
                archive.xml(member, doctype=doctype)


def test_an_archive_in_an_archive_is_only_bytes() -> None:
    inner = container({"a.bin": bytes(3_000_000)})
    with Archive(container({"inner.zip": inner, "../../etc/passwd": b"x"}), "a.zip") as archive:
        assert archive.read("inner.zip") == inner
        assert archive.names == {"inner.zip", "../../etc/passwd"}
    assert member_names(container({"a": b""}), "a.zip") == ["a"]
