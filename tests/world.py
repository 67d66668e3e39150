"""A small workspace with three people, on real parts: what most tests start from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from app.core.access import Role
from app.workspace.workspace import create_workspace, open_application

PEOPLE = {"stella": Role.STEWARD, "erik": Role.EXPERT, "anna": Role.ANALYST}


def make_workspace(folder: Path) -> Path:
    """Make a demo workspace in which one account may play a steward, an expert and an analyst."""
    create_workspace(folder, name="Test", demo=True)
    with open_application(folder) as app:
        for person, role in PEOPLE.items():
            app.stewardship.set_person(app.actor, person, person.title(), [role])
    return folder


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Write text files below a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


VALVE = """# Relief valve RV-7

The relief valve RV-7 opens at 6.5 bar and closes at 5.9 bar.
It is inspected every 18 months by the pressure team.

## Spare parts

The seat ring of the RV-7 is part 4471-B and costs 38 euros.
"""
HOLIDAY = """# Holiday policy

Every employee has 28 days of paid leave each year.
Leave must be requested at least two weeks before it begins.
"""
LASER = """# Laser bench

The alignment laser of bench three has a wavelength of 532 nanometres.
Nobody may open the housing while the red lamp is lit.
"""
