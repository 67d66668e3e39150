"""No valid address, account, card or key survives masking, nothing else is hidden, and every offset holds."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.language.text import MASK, mask
from app.governance.masking import _IBAN_LENGTHS, find_sensitive, is_iban, passes_luhn


def hide(text: str) -> str:
    return mask(text, 0, [(span.start, span.end) for span in find_sensitive(text)])


def kinds(text: str) -> list[str]:
    return [span.kind for span in find_sensitive(text)]


# What is made here is valid by construction, from the standards' own rules.

WORD = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8)
PLAIN = st.lists(WORD, max_size=6).map(" ".join)


@st.composite
def cards(draw: st.DrawFn) -> tuple[str, str]:
    prefix, length = draw(
        st.sampled_from(
            [
                ("4", 16),
                ("51", 16),
                ("2221", 16),
                ("37", 15),
                ("6011", 16),
                ("3530", 16),
                ("36", 14),
                ("4", 13),
            ]
        )
    )
    body = prefix + draw(
        st.text("0123456789", min_size=length - len(prefix) - 1, max_size=length - len(prefix) - 1)
    )
    digits = next(body + check for check in "0123456789" if passes_luhn(body + check))
    groups = {16: (4, 4, 4, 4), 15: (4, 6, 5), 14: (4, 6, 4), 13: (13,)}[length]
    separator = draw(st.sampled_from(["", " ", "-"]))
    parts, start = [], 0
    for size in groups:
        parts.append(digits[start : start + size])
        start += size
    return digits, separator.join(parts)


@st.composite
def ibans(draw: st.DrawFn) -> str:
    country = draw(st.sampled_from(sorted(_IBAN_LENGTHS)))
    size = int(_IBAN_LENGTHS[country]) - 4
    body = draw(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=size, max_size=size))
    number = next(
        f"{country}{check:02}{body}" for check in range(2, 99) if is_iban(f"{country}{check:02}{body}")
    )
    if draw(st.booleans()):
        number = " ".join(number[start : start + 4] for start in range(0, len(number), 4))
    return number.lower() if draw(st.booleans()) else number


@st.composite
def emails(draw: st.DrawFn) -> str:
    local = draw(st.lists(st.text("abcXYZ019_", min_size=1, max_size=6), min_size=1, max_size=3))
    domain = draw(st.lists(st.text("abcxyz09", min_size=1, max_size=6), min_size=1, max_size=3))
    joint, ending = (
        draw(st.sampled_from([".", "+", "-"])),
        draw(st.sampled_from(["org", "com", "co.uk", "de", "museum"])),
    )
    return f"{joint.join(local)}@{'.'.join(domain)}.{ending}"


@given(card=cards(), before=PLAIN, after=PLAIN)
def test_no_digit_of_a_card_survives(card: tuple[str, str], before: str, after: str) -> None:
    hidden = hide(f"{before} {card[1]} {after}")
    assert not re.search(r"\d", hidden)
    assert hidden.startswith(before)
    assert hidden.endswith(after)


@given(
    number=ibans(),
    before=PLAIN,
    after=st.sampled_from(["", ".", ", please", " by Friday", " is the account", "\nBIC"]),
)
def test_no_digit_of_an_account_survives(number: str, before: str, after: str) -> None:
    hidden = hide(f"{before} {number}{after}")
    assert hidden == f"{before} {''.join(char if char == ' ' else MASK for char in number)}{after}"


@given(
    address=emails(),
    before=st.sampled_from(["", "mail ", "<", "mailto:", "(", "To: "]),
    after=st.sampled_from(["", ".", ">", ")", ", or", " "]),
)
def test_no_character_of_an_address_survives(address: str, before: str, after: str) -> None:
    assert hide(before + address + after) == before + MASK * len(address) + after


@settings(max_examples=300)
@given(
    st.lists(
        st.one_of(
            PLAIN,
            emails(),
            ibans(),
            cards().map(lambda card: card[1]),
            st.text(max_size=12),
            st.sampled_from([" ", "\n", "+", "-"]),
        ),
        max_size=8,
    )
)
def test_masking_keeps_every_offset_and_leaves_nothing_to_mask(parts: list[str]) -> None:
    text = "".join(parts)
    spans = find_sensitive(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in zip(spans, spans[1:], strict=False))
    hidden = hide(text)
    assert len(hidden) == len(text)
    assert find_sensitive(hidden) == ()
    for position, (now, then) in enumerate(zip(hidden, text, strict=True)):
        covered = any(span.start <= position < span.end for span in spans)
        assert now == (MASK if covered and not then.isspace() else then)


@given(
    st.text("0123456789", min_size=16, max_size=16)
    .map(lambda digits: "4" + digits[1:])
    .filter(lambda digits: not passes_luhn(digits))
)
def test_a_number_with_a_wrong_check_digit_is_no_card(digits: str) -> None:
    assert kinds(f"part {digits} here") == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Call +49 30 901820 today", "phone"),
        ("Call +44 20 7946 0958.", "phone"),
        ("+1 (212) 555-0123", "phone"),
        ("+33142685300", "phone"),
        ("Tel.: 030 / 901 820-11", "phone"),
        ("phone 555-0123-44", "phone"),
        ("Fax: (0711) 12345-67", "phone"),
        ("Mobile no: 0171 2345678", "phone"),
        ("key AKIAIOSFODNN7EXAMPLE here", "secret"),
        ("ghp_" + "a1B2" * 9, "secret"),
        ("-----BEGIN OPENSSH PRIVATE KEY-----\nabc\ndef\n-----END OPENSSH PRIVATE KEY-----", "secret"),
        ("-----BEGIN RSA PRIVATE KEY-----\ncut off", "secret"),
        ("api_key = 'k3yk3yk3yk3y'", "secret"),
        ("Password: hunter2hunter2", "secret"),
        ("postgres://user:s3cret@db/x", "secret"),
        ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N", "secret"),
    ],
)
def test_what_is_written_as_sensitive_is_found(text: str, kind: str) -> None:
    assert kinds(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Version 3.12.0rc1, 2.7.18 and 10.0.19045.3803",
        "2024-05-01T12:30:45+02:00, 01.05.2024, 05/01/2024 and 20240501123045",
        "Part 4111-22-333, drawing 100-2345-678, serial SN-0049-3012345678",
        "25.0 Nm +0.5/-0.2 mm, +12 345 678 Pa, 6.02214076e23, 3.14159265358979",
        "ISBN 978-3-16-148410-0 and RFC 2822 section 3.6.1",
        "IP 192.168.100.200, MAC 00:1A:2B:3C:4D:5E, port 8080",
        "UUID 123e4567-e89b-12d3-a456-426614174000",
        "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "@property and a @ b, user at example dot org",
        "x = 4111111111111112; y = 1700000000000000000",
        "the table 1234 5678 9012 3456 7890 holds 4000 4000 4000 4000 4000",
        "1 234 567 890 123 456 units",
        "password = getpass.getpass() and token = next(tokens)",
        "The password must have 12 characters",
        "phone book of 2024, tel aviv 1948, cell 12",
        "git clone https://example.org/a@b and http://localhost:8000/x",
        "DE12 is a road, GB29 another; AB12 CDEF 3456 7890 a part number",
        "cell 4 holds 123456 rows and 1234567 columns",
    ],
)
def test_technical_text_stays_readable(text: str) -> None:
    assert hide(text) == text


def test_a_span_covers_everything_that_overlaps() -> None:
    text = "see https://ana:pa55word@example.org now"
    hidden = hide(text)
    assert "pa55word" not in hidden
    assert hidden.endswith(" now")


@pytest.mark.parametrize(
    "text",
    [
        "a." * 50_000,
        "a" * 200_000,
        "1 " * 100_000,
        "+1" * 50_000,
        "DE12" * 30_000,
        "-----BEGIN PRIVATE KEY" * 3000,
        "password=" * 20_000,
    ],
)
def test_hostile_text_takes_no_time(text: str) -> None:
    started = time.perf_counter()
    find_sensitive(text)
    assert time.perf_counter() - started < 5
