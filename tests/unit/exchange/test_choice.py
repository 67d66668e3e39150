"""Which option a record says was chosen: in other words than one, by a shortened name; and never more than it
says.
"""

from __future__ import annotations

import pytest

from app.exchange.choice import chosen_by_title, find_choice, marked, plain_words

SALT, SAND, GRIT = "Rock salt", "Sand (river)", "Option 3: Grit"
NAMES = (SALT, SAND, GRIT)


@pytest.mark.parametrize(
    ("text", "chosen", "refused"),
    [
        ('Chosen option: "Rock salt", because it melts.', [SALT], []),
        ("Chosen option: *Rock salt*", [SALT], []),
        ("**Chosen option: rock salt.**", [SALT], []),
        ("Chosen option: [Rock salt](#rock-salt)", [SALT], []),
        ("Chosen option: “Sand”, since it is at hand", [SAND], []),
        ("Selected option: Grit", [GRIT], []),
        ("Chosen option: option 3", [GRIT], []),
        ("The chosen solution is sand.", [SAND], []),
        ("Decision: sand", [SAND], []),
        ("We will use rock salt because it melts.", [SALT], []),
        ("We'll go with sand.", [SAND], []),
        ("After a mild week we settled on the river sand.", [SAND], []),
        ("Rock salt was chosen because it melts.", [SALT], []),
        ("In the end **grit** has been selected.", [GRIT], []),
        ("Sand it is.", [SAND], []),
        ("Use rock salt.", [SALT], []),
        ("Option 3, because it grips.", [GRIT], []),
        ("Sand.\n\nFrom May on.", [SAND], []),
        ("No sand.", [], []),
        ("Sand or grit?", [], []),
        ("We chose sand over grit.", [SAND], [GRIT]),
        ("Instead of grit, we use sand.", [SAND], []),
        ("We replace grit with sand.", [SAND], [GRIT]),
        ("Grit was rejected in favour of sand.", [SAND], [GRIT]),
        ("The lanes were looked at.\n\nWe decided for sand.", [SAND], []),
        ("We will not use rock salt.", [], [SALT]),
        ("Rock salt was dismissed.", [], [SALT]),
        ("Chosen option: none, because all are dear", [], list(NAMES)),
        ("We may use rock salt.", [], []),
        ("We lean towards sand.", [], []),
        ("If it freezes, we will use rock salt.", [], []),
        ("Shall we use sand?", [], []),
        ("Chosen option: to be decided", [], []),
        ("Chosen option: TBD", [], []),
        ("The board meets again in May.", [], []),
        ("Rock salt cannot be stored outside.", [], []),
        ("Sand costs 3 euros, grit 5.", [], []),
        ("", [], []),
    ],
)
def test_a_choice_is_what_the_words_say(text: str, chosen: list[str], refused: list[str]) -> None:
    found = find_choice(text, NAMES)
    assert (list(found.chosen), list(found.refused)) == (chosen, refused)


def test_a_reason_may_be_a_list_below_because() -> None:
    found = find_choice(
        'Chosen option: "Sand", because\n\n* it is at hand\n* it is cheap.\n\nFrom May on.', NAMES
    )
    assert (found.chosen, found.because, found.rest) == (
        (SAND,),
        "it is at hand; it is cheap",
        "From May on.",
    )


def test_a_name_that_could_be_two_options_is_neither() -> None:
    assert find_choice("We will use the blue one.", ("Blue paint", "Blue tape")).chosen == ()
    assert find_choice("We will use Plume Pro.", ("Plume", "Plume Pro")).chosen == ("Plume Pro",)


def test_an_option_that_no_list_names_is_taken_only_when_it_is_called_the_chosen_one() -> None:
    assert find_choice('Chosen option: "Ash"', NAMES).chosen == ("Ash",)
    assert find_choice("We will use ash.", NAMES).chosen == ()


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("Sand (chosen)", ("Sand", True)),
        ("[x] Sand", ("Sand", True)),
        ("[ ] Sand", ("Sand", None)),
        ("✅ Sand", ("Sand", True)),
        ("Sand - rejected", ("Sand", False)),
        ("~~Sand~~", ("Sand", False)),
        ("Sand", ("Sand", None)),
        ("Everything accepted", ("Everything accepted", None)),
    ],
)
def test_marks_in_a_list_say_what_became_of_an_option(entry: str, expected: tuple[str, bool | None]) -> None:
    assert marked(entry) == expected


def test_a_title_tells_what_is_done() -> None:
    assert chosen_by_title("12. Use sand on the lanes", NAMES) == SAND
    assert chosen_by_title("Sand or salt", NAMES) == ""


def test_words_are_read_without_their_marks() -> None:
    assert (
        plain_words("**a** _b_ `c` [d](e.md) snake_case_name 2 * 3 * 4")
        == "a b c d snake_case_name 2 * 3 * 4"
    )
