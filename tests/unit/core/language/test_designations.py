"""What is a designation, and what only looks like one."""

from __future__ import annotations

import pytest

from app.core.language.designations import designations, heading_number, without
from app.core.language.facts import facts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The KL-20 hatch is new.", [("kl", "20")]),
        ("See RFC 2119 and ISO 9001.", [("rfc", "2119"), ("iso", "9001")]),
        ("It came with version 4.1.0.", [("version", "4.1.0")]),
        ("[4.1.0] - 2024-02-03", [("version", "4.1.0")]),
        ("Sections 2.1 and 2.3 apply.", [("section", "2.1"), ("section", "2.3")]),
        ("A gasket of type B fits.", [("type", "b")]),
        ("It is due in Q3 2024.", [("q", "3")]),
        ("Room no. 12 is locked.", [("room", "12")]),
        ("Under § 7 it is free.", [("section", "7")]),
        ("They moved to Debian 12 then.", [("debian", "12")]),
        ("Under annex III it ends.", [("annex", "iii")]),
        ("within 30 days", []),
        ("on 5 March 2024", []),
        ("no 5 people", []),
        ("the class I attended", []),
        ("about 12 kg for EUR 40", []),
        ("call 0171 555", []),
        ("Volume: 30 litres", []),
        ("Next meeting: 14 January 2031", []),
        ("On Wednesday 9 July 2031 it rained.", []),
    ],
)
def test_a_designation_is_one_thing(text: str, found: list[tuple[str, str]]) -> None:
    assert [item.key for item in designations(text)] == found


def test_a_number_in_a_designation_is_no_value() -> None:
    text = "The KL-20 weighs 31 kg in room 12."
    assert [item.value for item in facts(without(text, designations(text))).quantities] == ["31"]
    assert len(without(text, designations(text))) == len(text)


@pytest.mark.parametrize(
    ("heading", "number"),
    [("3.2 Mooring", "3.2"), ("## 7. Period", "7"), ("Mooring", ""), ("2024-02-03", "")],
)
def test_a_heading_may_begin_with_its_number(heading: str, number: str) -> None:
    assert heading_number(heading) == number
