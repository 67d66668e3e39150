"""Mail: one message (eml) or a mailbox of them (mbox), with what is attached as documents of their own.

A message's text is its header, then its body as plain text has it, else what the web reader makes of its
HTML. What somebody repeats of an earlier message, and a signature, stay in the text and are marked as not to
be indexed; what is forwarded is content. Invariant: nothing an attachment is called or holds is looked at
here; its bytes are handed up.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from email import policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser

from app.core.documents.documents import Attachment, Block, BlockKind, Extraction, Notice
from app.core.documents.formats import EML, MBOX
from app.reading.blocks import Outline, Properties, finish, split_lines
from app.reading.dates import parse_mail_date
from app.reading.plain import decode, mark_lines
from app.reading.sniff import MBOX_SEPARATOR
from app.reading.web import read_html

MOST_ATTACHMENTS = 200
MOST_ATTACHED_BYTES = 128 * 1024**2
"""Of one message, all together."""
MOST_MESSAGES = 20_000
_MOST_PARTS = 2_000
_DEEPEST = 40
_HEADER_BYTES = 64 * 1024
_SHOWN = ("From", "To", "Cc", "Date", "Subject")
_KEPT = (*_SHOWN, "Sender", "Reply-To", "Message-ID", "In-Reply-To", "List-Id", "Organization")
_LONGEST_NAME = 120
_FORWARDED = re.compile(r"\s*(?:fwd?|wg|tr|i|rv|doorst)\s*:", re.IGNORECASE)
_FORWARD_LINE = re.compile(
    r"[\s>*_-]*(?:forwarded message|begin forwarded message|weitergeleitete nachricht|message transféré)",
    re.IGNORECASE,
)
_ATTRIBUTION = re.compile(
    r"(?:On|Am|Le|El|Il|Op|Den)\b.{5,300}\b(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef|skrev)\b[^\n]{0,80}:\Z"
    r"|-{2,} ?(?:Original Message|Ursprüngliche Nachricht|Message d'origine) ?-{2,}(?:\n.*)?\Z"
    r"|.{3,120} (?:wrote|schrieb):\Z",
    re.DOTALL,
)
_REPEATED_HEADER = re.compile(
    r"(?:-{2,}[^\n]{0,60}-{2,}\s*|_{5,}\s*)?\*?(?:From|Von|De)\*?:[^\n]{3,}\n(?:[^\n]*\n){0,3}?"
    r"\*?(?:Sent|Date|Gesendet|Datum|Envoyé|Date d'envoi)\*?:"
)
_SIGNATURE = re.compile(r"--[ \t]*(?:\n|\Z)")
_SENTENCE_END = re.compile(r"(?<=[.!?？؟。！…])[\"'”’»)]*\s+|(?<=[？。！])")
_QUESTION_MARKS = ("?", "？", "؟")
_LONGEST_QUESTION = 400
_STUB = re.compile(r"(?:html|view (?:this|it) in|does not support|unterstützt kein)", re.IGNORECASE)
_BROKEN_FIELD = (
    ValueError,
    OverflowError,
    LookupError,
    AttributeError,
    TypeError,
    MessageError,
    RecursionError,
)
"""What the standard library raises on header fields that no grammar foresees."""


def read_eml(data: bytes, name: str) -> Extraction:
    """Read one message; attachments come with the extraction."""
    message = BytesParser(policy=policy.default).parsebytes(data)
    fields = _fields(message)
    leaves = list(_leaves(message, 0))
    notices: list[Notice] = []
    if message.get_content_type() in (
        "multipart/encrypted",
        "application/pkcs7-mime",
        "application/x-pkcs7-mime",
    ):
        notices.append(Notice("nested_skipped", "The message is encrypted; only its header has been read."))
    head = "\n".join(f"{key}: {fields[key]}" for key in _SHOWN if key in fields and key != "Subject")
    text = "\n\n".join(part for part in (fields.get("Subject", ""), head) if part)
    blocks = _head_blocks(text, fields.get("Subject", ""), head)
    bodies, files = _sorted(leaves)
    is_reply = not _FORWARDED.match(fields.get("Subject", ""))
    for body in bodies:
        words, found, told = _body(body, name)
        notices.extend(told)
        if words.strip():
            start = len(text) + 2 if text else 0
            text = f"{text}\n\n{words}" if text else words
            folded = _folded(words, found, is_reply=is_reply)
            blocks.extend(
                replace(block, start=block.start + start, end=block.end + start) for block in folded
            )
    attachments, left_out = _attachments(files)
    notices.extend(left_out)
    if not text.strip():
        notices.append(Notice("empty_page", "The message has no text."))
    return finish(
        EML,
        text,
        blocks,
        Properties(
            title=fields.get("Subject", ""),
            date=(parse_mail_date(fields.get("Date", "")), "mail"),
            metadata=fields,
        ),
        notices=notices,
        attachments=attachments,
    )


def read_mbox(data: bytes, name: str) -> Extraction:
    """Read a mailbox: a list of its messages, each handed up as a document of its own."""
    spans = _messages(data)
    notices: list[Notice] = []
    if len(spans) > MOST_MESSAGES:
        words = f"The mailbox has {len(spans):,} messages; the first {MOST_MESSAGES:,} were read."
        notices.append(Notice("truncated", words))
        spans = spans[:MOST_MESSAGES]
    rows: list[str] = []
    attachments: list[Attachment] = []
    taken: set[str] = set()
    parser = BytesHeaderParser(policy=policy.compat32)
    for start, end in spans:
        header = parser.parsebytes(data[start : min(end, start + _HEADER_BYTES)])
        sender, subject, identity = (_decoded(header, key) for key in ("From", "Subject", "Message-ID"))
        date = parse_mail_date(_decoded(header, "Date"))[:10]
        rows.append(" | ".join((date, sender, subject)))
        # The name outlives other messages' coming and going, so that a citation of this one does too. It
        # tells nothing of the subject, which masking may have to hide.
        key = hashlib.sha256(
            identity.encode("utf-8", "replace") if identity else data[start:end]
        ).hexdigest()[:8]
        attachments.append(Attachment(_free_name(f"{date} {key}.eml".strip(), taken), start=start, end=end))
    text = "\n".join(rows)
    outline = Outline(text)
    for line in split_lines(text):
        outline.add(BlockKind.BOILERPLATE, line.start, line.end)
    return finish(
        MBOX,
        text,
        outline.blocks(),
        Properties(metadata={"messages": str(len(spans))}),
        notices=notices,
        attachments=attachments,
    )


def _messages(data: bytes) -> list[tuple[int, int]]:
    """Return the range of each message, without the line that parts it from the one before."""
    found = list(MBOX_SEPARATOR.finditer(data))
    if not found:
        return []
    ends = [match.start() for match in found[1:]] + [len(data)]
    return [(match.end(), end) for match, end in zip(found, ends, strict=True) if match.end() < end]


def _fields(message: Message) -> dict[str, str]:
    fields = {}
    for key in _KEPT:
        try:
            value = message.get(key)
            words = "" if value is None else str(value)
        except _BROKEN_FIELD:
            words = next((str(raw) for name, raw in message.raw_items() if name.lower() == key.lower()), "")
        if words := " ".join(words.split()):
            fields[key] = words
    return fields


def _decoded(header: Message, key: str) -> str:
    raw = header.get(key)
    if raw is None:
        return ""
    try:
        words = str(make_header(decode_header(raw)))
    except _BROKEN_FIELD:
        words = str(raw)
    return " ".join(words.split())


def _head_blocks(text: str, subject: str, head: str) -> list[Block]:
    outline = Outline(text)
    outline.add(BlockKind.HEADING, 0, len(subject), level=1)
    outline.add(BlockKind.PARAGRAPH, len(text) - len(head), len(text))
    return list(outline.blocks())


def _leaves(message: Message, depth: int) -> Iterator[Message]:
    """Yield the parts that hold something, of alternatives the one to read; what is attached as a message
    stays whole.
    """
    if not message.is_multipart() or message.get_content_type() == "message/rfc822":
        yield message
        return
    children = [part for part in message.get_payload() if isinstance(part, Message)][:_MOST_PARTS]
    if depth >= _DEEPEST:
        return
    parts = [list(_leaves(part, depth + 1)) for part in children]
    if message.get_content_type() == "multipart/alternative":
        chosen = next(
            (
                part
                for part in parts
                if any(_is_body(leaf, "text/plain") and not _is_stub(leaf) for leaf in part)
            ),
            None,
        )
        chosen = chosen or next(
            (part for part in parts if any(_is_body(leaf, "text/html") for leaf in part)), None
        )
        for part in parts:
            yield from (
                part if part is chosen or chosen is None else (leaf for leaf in part if not _is_body(leaf))
            )
        return
    for part in parts:
        yield from part


def _sorted(leaves: Sequence[Message]) -> tuple[list[Message], list[Message]]:
    """Return what is to be read as the message and what as attachments."""
    bodies = [leaf for leaf in leaves if _is_body(leaf)]
    return bodies, [leaf for leaf in leaves if not _is_body(leaf)]


def _is_body(part: Message, kind: str = "") -> bool:
    if part.get_content_disposition() == "attachment" or _file_name(part):
        return False
    return part.get_content_type() in ((kind,) if kind else ("text/plain", "text/html"))


def _is_stub(part: Message) -> bool:
    """Say whether the plain alternative only says that there is another."""
    words = _bytes(part)[:1000].decode("latin-1").strip()
    return not words or (len(words) < 200 and _STUB.search(words) is not None)


def _body(part: Message, name: str) -> tuple[str, list[Block], tuple[Notice, ...]]:
    data = _bytes(part)
    charset = _charset(part)
    if part.get_content_type() == "text/html":
        page = read_html(data if charset is None else charset.encode("utf-8", "replace"), name)
        return (
            page.text,
            list(page.blocks),
            tuple(notice for notice in page.notices if notice.code != "empty_page"),
        )
    text, notices = decode(data) if charset is None else (charset, ())
    text = text.replace("\r\n", "\n").strip("\n")
    outline = Outline(text)
    mark_lines(outline, split_lines(text))
    return text, list(outline.blocks()), notices


def _charset(part: Message) -> str | None:
    """Return the characters when the part says truly how they are encoded."""
    try:
        stated = part.get_content_charset()
        return _bytes(part).decode(stated) if stated and stated not in ("us-ascii", "unknown-8bit") else None
    except (*_BROKEN_FIELD, UnicodeError):
        return None


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _folded(text: str, blocks: Sequence[Block], *, is_reply: bool) -> list[Block]:
    """Mark what is repeated of other messages, and signatures, unless nothing else would be left."""
    folded: list[Block] = []
    below = signed = False
    for number, block in enumerate(blocks):
        words = text[block.start : block.end]
        if _FORWARD_LINE.match(words):
            is_reply = False
        quoted = block.kind is BlockKind.QUOTE
        introduces = (
            number + 1 < len(blocks)
            and blocks[number + 1].kind is BlockKind.QUOTE
            and words.rstrip().endswith(":")
        )
        below = below or (is_reply and _REPEATED_HEADER.match(words) is not None)
        signed = not quoted and (signed or _SIGNATURE.match(words) is not None)
        repeated = quoted or (_ATTRIBUTION.match(words) is not None and (introduces or words.startswith("-")))
        if below or signed or (is_reply and repeated):
            folded.append(Block(BlockKind.BOILERPLATE, block.start, block.end))
        else:
            folded.append(
                _answering(text, blocks[number - 1] if number else None, block) if is_reply else block
            )
    return folded if any(block.kind is not BlockKind.BOILERPLATE for block in folded) else list(blocks)


def _answering(text: str, above: Block | None, block: Block) -> Block:
    """Return a block of a reply with the quoted question right above it as its context: without that it says
    nothing.
    """
    if above is None or above.kind is not BlockKind.QUOTE or block.context:
        return block
    lines = (
        line.lstrip("> \t")
        for line in text[max(above.start, above.end - _LONGEST_QUESTION * 2) : above.end].splitlines()
    )
    asked = ""
    # What else the quotation says was said by somebody else.
    for sentence in reversed(_SENTENCE_END.split(" ".join(" ".join(lines).split()))):
        if (
            not sentence.rstrip("\"'”’»)").endswith(_QUESTION_MARKS)
            or len(asked) + len(sentence) > _LONGEST_QUESTION
        ):
            break
        asked = f"{sentence} {asked}".strip()
    return replace(block, context=asked) if asked else block


def _attachments(parts: Sequence[Message]) -> tuple[list[Attachment], list[Notice]]:
    found: list[Attachment] = []
    taken: set[str] = set()
    unread = left = size = 0
    for number, part in enumerate(parts, 1):
        main = part.get_content_maintype()
        if main in ("image", "audio", "video"):
            unread += part.get_content_disposition() == "attachment"  # a signature's logo is not worth a word
            continue
        if part.get_content_type() in (
            "application/pgp-signature",
            "application/pkcs7-signature",
            "application/x-pkcs7-signature",
        ):
            continue
        data = _attached(part)
        if not data:
            continue
        if len(found) >= MOST_ATTACHMENTS or size + len(data) > MOST_ATTACHED_BYTES:
            left += 1
            continue
        size += len(data)
        found.append(Attachment(_free_name(_file_name(part) or _own_name(part, number), taken), data))
    notices = []
    if unread:
        notices.append(Notice("nested_skipped", f"Images, audio or video in the message not read: {unread}."))
    if left:
        notices.append(Notice("nested_skipped", f"Attachments beyond the limit for one message: {left}."))
    return found, notices


def _attached(part: Message) -> bytes:
    if part.get_content_type() != "message/rfc822":
        return _bytes(part)
    payload = part.get_payload()
    inner = payload[0] if isinstance(payload, list) and payload else None
    if not isinstance(inner, Message):
        return b""
    try:
        return inner.as_bytes(policy=policy.compat32)
    except (*_BROKEN_FIELD, UnicodeError):
        return b""


def _own_name(part: Message, number: int) -> str:
    # Not by its subject: masking hides what is sensitive in titles, but not in paths.
    return f"message {number}.eml" if part.get_content_type() == "message/rfc822" else f"part {number}"


def _file_name(part: Message) -> str:
    try:
        stated = part.get_filename()
    except _BROKEN_FIELD:
        return ""
    return stated or ""


def _free_name(stated: str, taken: set[str]) -> str:
    """Return a name that is no path, can be shown, and that no other attachment has."""
    printable = "".join(char if char.isprintable() else " " for char in stated.replace("\\", "/"))
    plain = " ".join(printable.rstrip("/ ").rsplit("/", 1)[-1].split()).lstrip(".") or "attachment"
    stem, dot, suffix = plain.rpartition(".")
    if not dot or len(suffix) > 8:
        stem, suffix = plain, ""
    suffix = f".{suffix}" if suffix else ""
    name, number = f"{stem[:_LONGEST_NAME]}{suffix}", 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem[:_LONGEST_NAME]} ({number}){suffix}"
    taken.add(name.casefold())
    return name
