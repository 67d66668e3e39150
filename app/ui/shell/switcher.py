"""Who acts and where: the header's two buttons.

Their menus lead to the workspaces opened before and, in a demo workspace, to the people who can be played.
GUI thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton

from app.ui.command import Command
from app.ui.jobs import JobRunner
from app.ui.shell.recent import home_short, present, recents
from app.workspace.workspace import Application

_OFFERED = 6


class WorkspaceButton(QToolButton):
    """Names the workspace; its menu leads to others."""

    workspace_wanted = Signal(str)
    """A folder, or empty for the page that shows them all."""
    scheme_chosen = Signal(str)

    def __init__(self, application: Application, jobs: JobRunner) -> None:
        super().__init__()
        self._own = str(application.workspace)
        self._jobs = jobs
        self._there: dict[str, bool] = {}
        self.setText(f"{application.name}  ▾")
        self.setAccessibleName(self.tr("Workspace {0}").format(application.name))
        self.setToolTip(self._own)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)
        self._fill()

    def _others(self) -> list[tuple[str, str]]:
        return [(one.path, one.name) for one in recents() if one.path != self._own][:_OFFERED]

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        for path, name in self._others():
            there = self._there.get(path, True)
            action = menu.addAction(
                name if there else self.tr("{0} (missing)").format(name),
                partial(self.workspace_wanted.emit, path),
            )
            action.setToolTip(home_short(path))
            action.setEnabled(there)
        if self._others():
            menu.addSeparator()
        menu.addAction(self.tr("All workspaces"), partial(self.workspace_wanted.emit, ""))
        menu.addAction(self.tr("Open a workspace …"), self.choose_folder)
        menu.addSeparator()
        looks = menu.addMenu(self.tr("Appearance"))
        for scheme, words in (
            ("system", self.tr("System")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
        ):
            looks.addAction(words, partial(self.scheme_chosen.emit, scheme))

    def look(self) -> None:
        """Find out which workspaces are there, for the next time the menu opens."""
        found = recents()
        job = self._jobs.submit(
            self.tr("Finding workspaces"), "browse", lambda _: present(found), shown=False
        )
        job.done.connect(self._there.update)

    def commands(self) -> list[Command]:
        """Return a command for each workspace opened before."""
        return [
            Command(
                self.tr("Open {0}").format(f"{name} ({home_short(path)})"),
                "",
                partial(self.workspace_wanted.emit, path),
            )
            for path, name in self._others()
        ]

    def choose_folder(self) -> None:
        """Ask for a folder and open the workspace in it."""
        name = QFileDialog.getExistingDirectory(
            self.window(), self.tr("Open a workspace"), str(Path(self._own).parent)
        )
        if name:
            self.workspace_wanted.emit(name)


class PersonButton(QToolButton):
    """Names who acts; in a demo workspace its menu lets one account play somebody else."""

    person_wanted = Signal(str)

    def __init__(self, application: Application, jobs: JobRunner) -> None:
        super().__init__()
        self._actor = application.actor
        self._people: Sequence[Any] = ()
        roles = ", ".join(sorted(role.value for role in self._actor.roles)) or self.tr("no role")
        self.setToolTip(roles)
        self.setAccessibleName(self.tr("Acting as {0}, {1}").format(self._actor.name, roles))
        self.setText(self._actor.name)
        if not application.is_demo:
            self.setEnabled(False)
            return
        self.setText(f"{self._actor.name}  ▾")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMenu(QMenu(self))
        job = jobs.submit(
            self.tr("Finding people"),
            "browse",
            lambda _: application.stewardship.people(application.actor),
            shown=False,
        )
        job.done.connect(self._fill)

    def _fill(self, people: Sequence[Any]) -> None:
        self._people = [person for person in people if person.active and person.roles]
        menu = self.menu()
        menu.clear()
        menu.addSection(self.tr("Act as"))
        for person in self._people:
            action = menu.addAction(self._named(person), partial(self.person_wanted.emit, person.id))
            action.setCheckable(True)
            action.setChecked(person.id == self._actor.person)

    @staticmethod
    def _named(person: Any) -> str:
        return f"{person.name} ({', '.join(sorted(role.value for role in person.roles))})"

    def commands(self) -> list[Command]:
        """Return a command for each person who can be played."""
        return [
            Command(
                self.tr("Act as {0}").format(self._named(person)),
                "",
                partial(self.person_wanted.emit, person.id),
            )
            for person in self._people
            if person.id != self._actor.person
        ]
