"""Days in the names of files and in the notations of several languages."""

from __future__ import annotations

import pytest

from app.reading.dates import day_in_name, parse_date


@pytest.mark.parametrize(
    ("stem", "day"),
    [
        ("2024-03-05 minutes", "2024-03-05"), ("minutes_20240305", "2024-03-05"), ("minutes_5-March-2024", "2024-03-05"),
        ("Protokoll 05.03.2024", "2024-03-05"), ("2024_03_05", "2024-03-05"), ("IMG_20231224_101500", "2023-12-24"),
        ("March 5, 2024 - board", "2024-03-05"), ("Sitzung_17_Oktober_2023", "2023-10-17"), ("2024.11.30 offer", "2024-11-30"),
        ("acta 5 de marzo de 2024", "2024-03-05"), ("report-2024-03-05-final", "2024-03-05"),
    ],
)  # fmt: skip
def test_the_day_in_a_name_is_found(stem: str, day: str) -> None:
    assert day_in_name(stem) == day


@pytest.mark.parametrize(
    "stem",
    [
        "minutes",
        "order 99887766",
        "2024-01-01 to 2024-03-31",
        "offer 2024-13-40",
        "part 20240305123",
        "March plan",
        "v1.2.3",
        "18991231",
        "03-04-2024",
    ],
)
def test_what_is_no_certain_day_counts_for_nothing(stem: str) -> None:
    assert day_in_name(stem) == ""


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("1. März 2021", "2021-03-01"), ("3 marca 2022", "2022-03-03"),
        ("7. května 2023", "2023-05-07"),
        ("9 de junho de 2020", "2020-06-09"),
        ("1er février 2024", "2024-02-01"), ("12 augustus 2021", "2021-08-12"), ("May 4th, 2022", "2022-05-04"),
    ],
)  # fmt: skip
def test_months_of_other_languages(words: str, day: str) -> None:
    assert parse_date(words) == day
