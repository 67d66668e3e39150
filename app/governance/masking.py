"""Finding what most eyes must not see: addresses, telephone numbers, accounts, cards, secrets.

Decision hidden: what counts. Precise rather than greedy: a number is only taken for an account or a card when
its checksum says so, for a telephone number when it is written as one; dates, part numbers, versions and
measurements stay readable, because a masked value cannot be cited. Invariant: spans are disjoint, in order,
and masking them leaves nothing that would be found again. Pure; any thread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.documents.documents import SensitiveSpan
from app.core.language.text import MASK, mask

_EMAIL = re.compile(
    r"(?<![\w.%+\-])[\w.%+\-]++(?<!\.)@(?:[^\W_](?:[\w\-]{0,61}[^\W_])?\.)+[^\W\d_]{2,24}(?![\w\-])"
)

_INTERNATIONAL = re.compile(r"(?<![\w+.])(?:\+|00(?=[1-9]\d ))[1-9](?:[ \u00a0./\-]?\(?\d\)?){6,16}(?![\w])")
_DIGITS = re.compile(r"(?<![\w.+,\-])\(?\d(?:[ \u00a0./()\-]{0,3}\d){5,14}(?![\w%])")
_PHONE_WORD = re.compile(
    r"\b(?:tel(?:ephone)?|phone|mobile|cell(?:phone)?|fax|telefon|mobil|handy|hotline)(?:\s(?:no|number|nr))?[.:]{0,2}[ \t\u00a0]{0,3}\Z",
    re.IGNORECASE,
)
_BEFORE = 32
"""Characters before a number in which a word must stand that makes it a telephone number."""

_IBAN = re.compile(
    r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ \u00a0]?[A-Za-z0-9]{4}){2,7}(?:[ \u00a0]?[A-Za-z0-9]{1,3})?(?![A-Za-z0-9])"
)
_IBAN_LENGTHS = dict(
    pair.split(":")
    for pair in """AD:24 AE:23 AL:28 AT:20 AZ:28 BA:20 BE:16 BG:22 BH:22 BR:29 BY:28 CH:21 CR:22 CY:28 CZ:24 DE:22 DK:18 DO:28 EE:20 EG:29
    ES:24 FI:18 FO:18 FR:27 GB:22 GE:22 GI:23 GL:18 GR:27 GT:28 HR:21 HU:28 IE:22 IL:23 IQ:23 IS:26 IT:27 JO:30 KW:30
    KZ:20 LB:28 LC:32 LI:21 LT:20 LU:20 LV:21 LY:25 MC:27 MD:24 ME:22 MK:19 MR:27 MT:31 MU:30 NL:18 NO:15 PK:24 PL:28
    PS:29 PT:25 QA:29 RO:24 RS:22 SA:24 SC:31 SD:18 SE:24 SI:19 SK:24 SM:27 ST:25 SV:28 TL:23 TN:24 TR:26 UA:29 VA:22
    VG:24 XK:20""".split()
)
"""Length of an account number by country, ISO 13616."""

_CARD = re.compile(r"(?<![\w.,\-])\d(?:[ \u00a0\-]?\d){12,18}(?![\w\-])(?![.,]\d)")
_CARD_GROUPS = {
    (13,), (14,), (15,), (16,), (19,), (4, 4, 4, 4), (4, 6, 5), (4, 6, 4), (4, 4, 4, 4, 3),
}  # fmt: skip
"""How the digits of a card are written; other groupings are tables of figures."""
_CARD_ISSUER = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11}"
    r"|6(?:011|5\d\d|4[4-9]\d)\d{12}|35(?:2[89]|[3-8]\d)\d{12}|62\d{14,17}"
)
"""Leading digits and lengths that issuers use, ISO/IEC 7812."""

_SECRETS = tuple(
    (word, re.compile(pattern))
    for word, pattern in (
        (
            "PRIVATE KEY",
            r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----|\Z)",
        ),
        ("AKIA", r"(?<![A-Za-z0-9])AKIA[A-Z2-7]{16}(?![A-Za-z0-9])"),
        ("ASIA", r"(?<![A-Za-z0-9])ASIA[A-Z2-7]{16}(?![A-Za-z0-9])"),
        ("gh", r"(?<![A-Za-z0-9])gh[pousr]_[A-Za-z0-9]{36,255}"),
        ("github_pat_", r"(?<![A-Za-z0-9])github_pat_[A-Za-z0-9_]{40,255}"),
        ("glpat-", r"(?<![A-Za-z0-9])glpat-[A-Za-z0-9_\-]{20,}"),
        ("xox", r"(?<![A-Za-z0-9])xox[abeoprs]-[A-Za-z0-9\-]{10,}"),
        ("AIza", r"(?<![A-Za-z0-9])AIza[A-Za-z0-9_\-]{35}"),
        ("sk-", r"(?<![A-Za-z0-9])sk-(?=[A-Za-z_\-]*\d)[A-Za-z0-9_\-]{20,}"),
        ("pypi-", r"(?<![A-Za-z0-9])pypi-[A-Za-z0-9_\-]{60,}"),
        ("npm_", r"(?<![A-Za-z0-9])npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])"),
        ("eyJ", r"(?<![A-Za-z0-9])eyJ[A-Za-z0-9_\-]{10,}\.eyJ[A-Za-z0-9_\-]{10,}\.[A-Za-z0-9_\-]{10,}"),
    )
)
_ASSIGNED_WORDS = ("passw", "passphrase", "api", "token", "secret")
_ASSIGNED = re.compile(
    r"\b(?:password|passwd|passphrase|passwort|api[_\- ]?key|access[_\- ]?token|auth[_\- ]?token|client[_\- ]?secret|secret[_\- ]?key)\b"
    r"[\"']?[ \t]{0,3}[:=][ \t]{0,3}[\"']?"
    r"(?P<value>(?=[^\s\"']{0,40}\d)(?=[^\s\"']{0,40}[A-Za-z])[A-Za-z0-9!#$%&*+/=?@^_~\-]{8,128})(?![\w.(\[])",
    re.IGNORECASE,
)
_IN_URL = re.compile(
    r"\b[a-z][a-z0-9+.\-]{1,20}://[^\s/:@\"'<>]{1,64}:(?P<value>[^\s/@\"'<>]{1,128})@", re.IGNORECASE
)


def find_sensitive(text: str) -> tuple[SensitiveSpan, ...]:
    """Return the sensitive spans of `text`, disjoint and in order.

    Where kinds overlap the one that is tried first has the name and the span covers all of them.
    """
    found: list[SensitiveSpan] = []
    seen = text
    while True:
        new = [
            SensitiveSpan(kind, start, end)
            for kind, find in _KINDS
            for start, end in find(seen)
            if _readable(seen[start:end])
        ]
        if not new:
            return tuple(found)
        found = _merge([*found, *new])
        # What stood in the way of a match may now be masked: look again until nothing is left to find.
        seen = mask(text, 0, [(span.start, span.end) for span in found])


def veiled(text: str) -> str:
    """Return `text` with what is sensitive in it masked, character by character."""
    return mask(text, 0, [(span.start, span.end) for span in find_sensitive(text)])


def _readable(text: str) -> bool:
    """Tell whether masking would change anything: each round must, or it is the last."""
    return any(char != MASK and not char.isspace() for char in text)


def _merge(spans: list[SensitiveSpan]) -> list[SensitiveSpan]:
    merged: list[SensitiveSpan] = []
    for span in sorted(spans, key=lambda item: (item.start, -item.end)):
        if merged and span.start < merged[-1].end:
            last = merged[-1]
            merged[-1] = SensitiveSpan(last.kind, last.start, max(last.end, span.end))
        else:
            merged.append(span)
    return merged


def _secrets(text: str) -> Iterator[tuple[int, int]]:
    # Each pattern holds a fixed word; looking for that first is a hundred times faster than the pattern.
    for word, pattern in _SECRETS:
        if word in text:
            for match in pattern.finditer(text):
                yield match.span()
    lower = text.lower()
    if any(word in lower for word in _ASSIGNED_WORDS):
        for match in _ASSIGNED.finditer(text):
            yield match.span("value")
    if "://" in text and "@" in text:
        for match in _IN_URL.finditer(text):
            yield match.span("value")


def _emails(text: str) -> Iterator[tuple[int, int]]:
    if "@" in text:
        for match in _EMAIL.finditer(text):
            yield match.span()


def _ibans(text: str) -> Iterator[tuple[int, int]]:
    for match in _IBAN.finditer(text):
        length = int(_IBAN_LENGTHS.get(match.group()[:2].upper(), 0))
        # The pattern may have taken a following word for the last group, so the country's length decides
        # where it ends.
        taken, end = 0, match.start()
        for position in range(match.start(), match.end()):
            if not text[position].isspace():
                taken, end = taken + 1, position + 1
                if taken == length:
                    break
        number = re.sub(r"\s", "", text[match.start() : end]).upper()
        whole = end == match.end() or not text[end].isalnum()
        if length and len(number) == length and whole and is_iban(number):
            yield match.start(), end


def is_iban(number: str) -> bool:
    """Tell whether the check digits of a compact upper-case account number are right (ISO 7064, modulo
    97).
    """
    digits = "".join(str(int(char, 36)) for char in number[4:] + number[:4])
    return int(digits) % 97 == 1


def _cards(text: str) -> Iterator[tuple[int, int]]:
    for match in _CARD.finditer(text):
        written = match.group()
        groups = tuple(len(part) for part in re.split(r"[^0-9]", written))
        separators = {char for char in written if not char.isdigit()}
        digits = re.sub(r"\D", "", written)
        if (
            groups in _CARD_GROUPS
            and len(separators) <= 1
            and _CARD_ISSUER.fullmatch(digits)
            and passes_luhn(digits)
        ):
            yield match.span()


def passes_luhn(digits: str) -> bool:
    """Tell whether the check digit is right (ISO/IEC 7812, annex B)."""
    total = 0
    for position, char in enumerate(reversed(digits)):
        value = int(char) * (2 if position % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _phones(text: str) -> Iterator[tuple[int, int]]:
    for match in _DIGITS.finditer(text):
        if _PHONE_WORD.search(text, max(0, match.start() - _BEFORE), match.start()):
            yield match.span()
    for match in _INTERNATIONAL.finditer(text):
        if _is_phone(match.group()):
            yield match.span()


def _is_phone(written: str) -> bool:
    # Its tables take 0.1 s to load, and most texts have no candidate.
    import phonenumbers

    number = "+" + written[2:] if written.startswith("00") else written
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return False
    grouped = len(re.findall(r"\d+", number)) > 1
    whole = phonenumbers.is_possible_number_with_reason(parsed) == phonenumbers.ValidationResult.IS_POSSIBLE
    return bool(phonenumbers.is_valid_number(parsed) or (grouped and whole))


_KINDS = (("secret", _secrets), ("email", _emails), ("iban", _ibans), ("card", _cards), ("phone", _phones))
