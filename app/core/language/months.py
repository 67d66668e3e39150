"""The months' names in the languages whose documents are read; data."""

from __future__ import annotations

from collections.abc import Mapping

ENGLISH_NAMES = tuple(
    "January February March April May June July August September October November December".split()
)

ENGLISH_FORMS = frozenset(name.lower() for name in ENGLISH_NAMES) | frozenset(
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
"""English names and short forms, in lower case."""

MONTHS: Mapping[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar jänner janvier enero gennaio januari janeiro stycznia ledna",
            "feb february februar février febrero febbraio februari fevereiro lutego února",
            "mar march märz maerz mär mars marzo maart março marts marca března",
            "apr april avril abril aprile kwietnia dubna",
            "may mai mayo maggio mei maio maj maja května",
            "jun june juni juin junio giugno junho czerwca června",
            "jul july juli juillet julio luglio julho lipca července",
            "aug august août agosto augustus augusti sierpnia srpna",
            "sep sept september septembre septiembre settembre setembro września září",
            "oct october oktober okt octobre octubre ottobre outubro października října",
            "nov november novembre noviembre novembro listopada listopadu",
            "dec december dezember dez décembre diciembre dicembre dezembro desember grudnia prosince",
        ),
        start=1,
    )
    for name in names.split()
}
"""Names and short forms, in lower case, as they stand in dates."""
