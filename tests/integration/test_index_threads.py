"""The window asks on one thread while another builds the index: nothing is missed and nothing breaks."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from app.workspace.workspace import open_application
from tests.world import HOLIDAY, LASER, VALVE, make_workspace, write


@pytest.mark.usefixtures("models_dir")
def test_a_search_finds_the_same_while_the_index_is_built_anew(tmp_path: Path) -> None:
    folder = make_workspace(tmp_path / "workspace")
    notes = write(tmp_path / "notes", {"valve.md": VALVE, "laser.md": LASER, "holiday.md": HOLIDAY})
    with open_application(folder) as app:
        app.ingestion.ingest(app.actor, [notes])
        expected = [
            one.passage.id for one in app.search.search(app.actor, "relief valve pressure", 3).candidates
        ]
        found: list[list[str]] = []
        errors: list[BaseException] = []
        done = threading.Event()

        def ask() -> None:
            try:
                while not done.is_set():
                    found.append(
                        [
                            one.passage.id
                            for one in app.search.search(app.actor, "relief valve pressure", 3).candidates
                        ]
                    )
            except BaseException as error:  # noqa: BLE001 - handed to the test, which fails with it
                errors.append(error)

        asking = threading.Thread(target=ask)
        asking.start()
        try:
            for _ in range(4):
                app.reindex()
        finally:
            done.set()
            asking.join()
    assert errors == []
    assert found
    assert all(one == expected for one in found)
