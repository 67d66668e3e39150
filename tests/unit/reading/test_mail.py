"""Mail: headers, what is repeated and what is new, alternatives, attachments, mailboxes; and messages made to
do harm.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from email.message import EmailMessage

import pytest

from app.core.documents.documents import BlockKind, Extraction
from app.reading import wire
from app.reading.mail import MOST_ATTACHMENTS, read_eml, read_mbox
from app.reading.sniff import sniff
from app.retrieval.split import split

REPLY = """The valve opens at 6.5 bar.

On Mon, 4 Mar 2024 at 10:12, Jon Ek <jon@example.org> wrote:
> At what pressure does the valve open?
>
> Jon

And it closes at 5.9 bar.

--\x20
Ines Berg
Northlight Instruments
"""


def message(body: str = "Words.\n", **fields: str) -> EmailMessage:
    mail = EmailMessage()
    stated = {
        "From": "Ines Berg <ines@example.org>",
        "To": "jon@example.org",
        "Date": "Tue, 05 Mar 2024 09:30:00 +0100",
    }
    for key, value in (
        {**stated, "Subject": "Relief valve", "Message_ID": "<1@example.org>"} | fields
    ).items():
        mail[key.replace("_", "-")] = value
    mail.set_content(body)
    return mail


def blocks(extraction: Extraction, *kinds: BlockKind) -> list[str]:
    return [
        extraction.text[b.start : b.end] for b in extraction.blocks if b.kind in (kinds or tuple(BlockKind))
    ]


def check(extraction: Extraction) -> None:
    last = 0
    for block in extraction.blocks:
        assert last <= block.start < block.end <= len(extraction.text)
        assert extraction.text[block.start : block.end] == extraction.text[block.start : block.end].strip()
        last = block.end
    assert wire.decode(wire.encode(extraction)) == extraction


def content(extraction: Extraction) -> str:
    return "\n".join(
        extraction.text[cut.start : cut.end] for cut in split(extraction, lambda text: len(text.split()), 60)
    )


def test_a_reply_keeps_its_own_words_and_folds_what_it_repeats() -> None:
    extraction = read_eml(message(REPLY, Subject="Re: Relief valve").as_bytes(), "a.eml")
    check(extraction)
    assert extraction.title == "Re: Relief valve"
    assert (extraction.declared_date, extraction.date_origin) == ("2024-03-05T09:30:00+01:00", "mail")
    assert extraction.metadata["From"] == "Ines Berg <ines@example.org>"
    assert blocks(extraction, BlockKind.HEADING) == ["Re: Relief valve"]
    found = content(extraction)
    assert "The valve opens at 6.5 bar." in found
    assert "And it closes at 5.9 bar." in found
    assert "From: Ines Berg" in found
    assert not any(words in found for words in ("At what pressure", "wrote:", "Northlight"))
    assert "> At what pressure does the valve open?" in extraction.text


def test_below_a_repeated_header_everything_is_repeated_but_a_forward_is_content() -> None:
    header = (
        "________________________________\nFrom: Jon Ek\nSent: Monday, 4 March 2024\nTo: Ines\nSubject: x\n"
    )
    body = f"Agreed.\n\n{header}\nShall it be 40 bar?\n"
    assert "40 bar" not in content(read_eml(message(body, Subject="RE: x").as_bytes(), "a.eml"))
    assert "40 bar" in content(read_eml(message(body, Subject="FW: x").as_bytes(), "a.eml"))
    body = "See below.\n\n---------- Forwarded message ---------\nFrom: Jon Ek\nDate: Mon, 4 Mar 2024\n\n> It is 40 bar.\n"
    assert "40 bar" in content(read_eml(message(body).as_bytes(), "a.eml"))


def test_a_message_that_only_repeats_is_read_as_it_is() -> None:
    assert "It is 40 bar." in content(read_eml(message("> It is 40 bar.\n").as_bytes(), "a.eml"))


def test_html_alone_and_alternatives() -> None:
    mail = message()
    page = "<html><body><p>The pump runs at <b>40 bar</b>.</p><blockquote><p>Old words.</p></blockquote></body></html>"
    mail.set_content(page, subtype="html")
    extraction = read_eml(mail.as_bytes(), "a.eml")
    check(extraction)
    assert blocks(extraction, BlockKind.PARAGRAPH)[-1] == "The pump runs at 40 bar."
    assert blocks(extraction, BlockKind.BOILERPLATE) == ["Old words."]
    both = message("The pump runs at 40 bar, in full.\n")
    both.add_alternative(page, subtype="html")
    assert content(read_eml(both.as_bytes(), "a.eml")).count("40 bar") == 1
    stub = message("This message is in HTML.\n")
    stub.add_alternative(page, subtype="html")
    assert blocks(read_eml(stub.as_bytes(), "a.eml"), BlockKind.PARAGRAPH)[-1] == "The pump runs at 40 bar."


def test_encodings_of_header_and_body() -> None:
    mail = message(Subject="Grüße aus Köln")
    mail.set_content("Die Größe ist 3 µm.\n", charset="iso-8859-1", cte="quoted-printable")
    extraction = read_eml(mail.as_bytes(), "a.eml")
    assert extraction.title == "Grüße aus Köln"
    assert "Die Größe ist 3 µm." in extraction.text
    wrong = mail.as_bytes().replace(b"iso-8859-1", b"x-no-such")
    assert "Die Größe ist 3 µm." in read_eml(wrong, "a.eml").text


def test_attachments_are_handed_up_with_names_that_lead_nowhere() -> None:
    mail = message()
    mail.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="../../etc/report.pdf")
    mail.add_attachment(b"two", maintype="application", subtype="pdf", filename="C:\\docs\\Report.pdf")
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    mail.add_attachment("a;b\n", filename="table.csv", subtype="csv")
    mail.add_attachment(message("Inner words.\n", Subject="Inner"))
    mail.add_attachment(b"x", maintype="application", subtype="octet-stream")
    extraction = read_eml(mail.as_bytes(), "a.eml")
    check(extraction)
    assert [one.name for one in extraction.attachments] == [
        "report.pdf",
        "Report (2).pdf",
        "table.csv",
        "message 5.eml",
        "part 6",
    ]
    assert extraction.attachments[0].data == b"%PDF-1.4"
    assert "Inner words." not in extraction.text
    inner = read_eml(extraction.attachments[3].data, "message 5.eml")
    assert (inner.title, "Inner words." in inner.text) == ("Inner", True)
    assert [notice.code for notice in extraction.notices] == ["nested_skipped"]


def test_more_attachments_than_are_read_are_counted() -> None:
    mail = message()
    for number in range(MOST_ATTACHMENTS + 3):
        mail.add_attachment(b"x", maintype="application", subtype="pdf", filename=f"{number}.pdf")
    extraction = read_eml(mail.as_bytes(), "a.eml")
    assert len(extraction.attachments) == MOST_ATTACHMENTS
    assert "limit for one message: 3." in extraction.notices[0].message


def test_a_mailbox_is_its_messages() -> None:
    first = message("Words.\nFrom here on it is text.\n\nFrom me, 2024\nnot a header\n").as_bytes()
    second = message("More.\n", Subject="Second", Message_ID="<2@example.org>").as_bytes()
    again = message("Copy.\n").as_bytes()
    data = b"".join(
        b"From ines@example.org Tue Mar  5 09:30:00 2024\n" + one + b"\n" for one in (first, second, again)
    )
    assert sniff(data, "archive").reader == "mbox"
    extraction = read_mbox(data, "archive")
    check(extraction)
    inside = [data[one.start : one.end] for one in extraction.attachments]
    assert [read_eml(one, "a.eml").title for one in inside] == ["Relief valve", "Second", "Relief valve"]
    assert inside[0].strip() == first.strip()
    names = [one.name for one in extraction.attachments]
    assert all(re.fullmatch(r"2024-03-05 [0-9a-f]{8}(?: \(2\))?\.eml", name) for name in names)
    assert len(set(names)) == 3
    assert content(extraction) == ""
    assert extraction.text.splitlines()[1] == "2024-03-05 | Ines Berg <ines@example.org> | Second"
    # Another message more or less leaves the names of the others alone.
    rest = read_mbox(data[data.index(b"From ines", 10) :], "archive")
    assert {one.name for one in rest.attachments} < {name.replace(" (2)", "") for name in names} | set(names)


@pytest.mark.parametrize(
    ("data", "name", "reader"),
    [
        (message().as_bytes(), "a.txt", "eml"),
        (b"From: a@example.org\r\nSubject: x\r\n\r\nWords\r\n", "a.eml", "eml"),
        (b"From: a@example.org\nSubject: x\n\nWords\n", "notes.txt", "plain"),
        (b"PEP: 1\nTitle: x\nContent-Type: text/x-rst\n\nWords\n", "pep.txt", "plain"),
        (b"From the beginning of 2024\nit was: so.\n", "a.txt", "plain"),
    ],
)
def test_a_message_is_told_by_its_header(data: bytes, name: str, reader: str) -> None:
    assert sniff(data, name).reader == reader


@pytest.mark.parametrize(
    "data",
    [
        b"From: =?utf-8?b?////?=\nSubject: =?x?q?=?=\nDate: nonsense\nTo: <<<>>>;;\nMIME-Version: 1.0\n\nx",
        b"From: a\nTo: b\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\n--x--",
        b"From: a\nTo: b\nContent-Type: text/plain; charset=utf-7\nContent-Transfer-Encoding: base64\n\n!!!!",
        b"From: a\nTo: b\nContent-Type: message/rfc822\n\n",
        b"From: a\nTo: b\nContent-Type: multipart/alternative; boundary=\n\n",
        b'From: a\nTo: b\nContent-Type: text/plain; charset="\0"\n\nx\0y',
        b"Received: " + b"(" * 3000 + b"\nFrom: " + b"(" * 3000 + b"\nTo: " + b"<" * 5000 + b"\n\nx",
    ],
)
def test_odd_messages_are_read_as_far_as_they_go(data: bytes) -> None:
    check(read_eml(data, "a.eml"))


def test_messages_nested_without_end_are_not_followed(read: Callable[[str, bytes], Extraction]) -> None:
    head = b"From: a@example.org\nTo: b@example.org\nMIME-Version: 1.0\n"
    depth = 300
    data = b"".join(
        head * (n == 0) + b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n)
        for n in range(depth)
    )
    check(read("a.eml", data + b"Content-Type: text/plain\n\nWords\n"))


@pytest.mark.parametrize(
    "date", ["Sat, 99999999999999999999 Mar 2024 12:00:00 +0100", "Sat, 02 Mar 2024 2147483648:00:00 +0100"]
)
def test_a_date_that_no_calendar_holds_is_kept_as_it_was_written(date: str) -> None:
    data = message().as_bytes().replace(b"Tue, 05 Mar 2024 09:30:00 +0100", date.encode())
    extraction = read_eml(data, "letter.eml")
    assert extraction.metadata["Date"] == date
    assert "Words." in extraction.text


def replies(body: str) -> list[tuple[str, str, str]]:
    source = "From: a@example.org\nTo: b@example.org\nSubject: Re: Ramp\n"
    source += f"MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{body}"
    extraction = read_eml(source.encode(), "a.eml")
    return [(b.kind.value, extraction.text[b.start : b.end], b.context) for b in extraction.blocks[2:]]


def test_the_quoted_question_right_above_a_reply_belongs_to_it() -> None:
    body = (
        "Hello, see below.\n\n> We painted the ramp. Which colour did\n> you choose?\n\nGrey.\n\n> The lamp costs 300.\n\nNo, less.\n"
        "> > Who pays? And when?\nThe tenant, in May.\n\nOn Monday Ines wrote:\n> Which colour did you choose?\n> The lamp costs 300.\n"
    )
    assert replies(body) == [
        ("paragraph", "Hello, see below.", ""),
        ("boilerplate", "> We painted the ramp. Which colour did\n> you choose?", ""),
        ("paragraph", "Grey.", "Which colour did you choose?"),
        ("boilerplate", "> The lamp costs 300.", ""),
        ("paragraph", "No, less.", ""),
        ("boilerplate", "> > Who pays? And when?", ""),
        ("paragraph", "The tenant, in May.", "Who pays? And when?"),
        ("boilerplate", "On Monday Ines wrote:", ""),
        ("boilerplate", "> Which colour did you choose?\n> The lamp costs 300.", ""),
    ]


def test_a_question_in_a_web_page_s_quotation_belongs_to_the_reply_below_it() -> None:
    source = (
        "From: a@example.org\nTo: b@example.org\nSubject: Re: Key\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n"
        "<p>Hi,</p><blockquote><p>Wo liegt der Schlüssel?</p></blockquote><p>Beim Pförtner.</p>"
    )
    extraction = read_eml(source.encode(), "a.eml")
    assert [b.context for b in extraction.blocks if extraction.text[b.start : b.end] == "Beim Pförtner."] == [
        "Wo liegt der Schlüssel?"
    ]
