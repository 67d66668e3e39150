"""Models: which ones there are, what fits this machine, and which one phrases answers. GUI thread.

The decision hidden here is how a model is presented: one card each, with its size, licence, checksum and what can be done.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.bootstrap import Application
from app.core.access import Action, may
from app.ui import theme
from app.ui.jobs import Job, JobRunner, was_cancelled
from app.ui.progress import ProgressBar


class ModelCard(QFrame):
    """One model."""

    def __init__(self, name: str, facts: str, purpose: str) -> None:
        super().__init__()
        self.setProperty("card", "true")
        title = QLabel(name)
        title.setFont(theme.sized("large", bold=True))
        what = QLabel(purpose)
        what.setWordWrap(True)
        small = QLabel(facts)
        small.setProperty("role", "small")
        small.setWordWrap(True)
        small.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.state = QLabel()
        self.state.setProperty("role", "muted")
        self.bar = ProgressBar()
        self.bar.hide()
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(theme.SPACE[2])
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self.state)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE[4], theme.SPACE[3], theme.SPACE[4], theme.SPACE[3])
        layout.setSpacing(theme.SPACE[1])
        layout.addLayout(head)
        layout.addWidget(what)
        layout.addWidget(small)
        layout.addWidget(self.bar)
        layout.addLayout(self.buttons)


class ModelsPage(QWidget):
    """The catalogue and what is installed."""

    changed = Signal()

    def __init__(self, application: Application, jobs: JobRunner) -> None:
        super().__init__()
        self._application = application
        self._jobs = jobs
        self._cards = QVBoxLayout()
        self._cards.setSpacing(theme.SPACE[3])
        self._note = QLabel()
        self._note.setWordWrap(True)
        self._note.hide()
        title = QLabel(self.tr("A model phrases; the evidence decides. Without one, answers are quotes."))
        title.setProperty("role", "muted")
        self._import = QPushButton(self.tr("Import a GGUF file …"))
        self._import.clicked.connect(self._choose_file)
        self._quotes = QPushButton(self.tr("Use quotes only"))
        self._quotes.clicked.connect(lambda: self._use("none"))
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE[2])
        head.addWidget(title, 1)
        head.addWidget(self._quotes)
        head.addWidget(self._import)
        column = QVBoxLayout()
        column.setContentsMargins(theme.SPACE[6], theme.SPACE[5], theme.SPACE[6], theme.SPACE[5])
        column.setSpacing(theme.SPACE[3])
        column.addLayout(head)
        column.addWidget(self._note)
        column.addLayout(self._cards)
        column.addStretch(1)
        inner = QWidget()
        inner.setLayout(column)
        inner.setMaximumWidth(920)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)

    def refresh(self) -> None:
        """Show every model anew."""
        while self._cards.count():
            item = self._cards.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        catalog, settings = self._application.catalog, self._application.settings.model
        installed = {model.id: model for model in catalog.installed()}
        used = {settings.embedder}
        if settings.generator != "none":
            used.add(catalog.choose(settings.generator, settings.context) or "")
        steward = may(self._application.actor, Action.USE_MODEL)
        entries: list[Any] = list(catalog.entries())
        entries += [model for model in installed.values() if model.id not in {entry.id for entry in entries}]
        for entry in entries:
            here = entry.id in installed
            size = getattr(entry, "size", 0)
            facts = f"{entry.id}  ·  {size / 1e6:,.0f} MB  ·  {entry.licence}  ·  SHA-256 {entry.sha256[:16]}…"
            card = ModelCard(entry.name, facts, getattr(entry, "purpose", ""))
            fit = catalog.fit(installed.get(entry.id, entry), settings.context)
            generator = entry.kind.value == "generator"
            card.state.setText(
                self.tr("In use") if entry.id in used and here
                else self.tr("Installed") if here
                else self.tr("Fits this machine") if fit.ok else fit.reason
            )  # fmt: skip
            if not here:
                self._button(card, self.tr("Install"), lambda _=False, card=card, id=entry.id: self._install(card, id, None), fit.ok)
                self._button(
                    card, self.tr("Install from a folder …"), lambda _=False, card=card, id=entry.id: self._from_folder(card, id), fit.ok
                )
            elif generator and entry.id not in used:
                self._button(card, self.tr("Use for phrasing"), lambda _=False, id=entry.id: self._use(id), steward)
                self._button(card, self.tr("Remove"), lambda _=False, id=entry.id: self._remove(id), True)
            card.buttons.addStretch(1)
            self._cards.addWidget(card)
        self._quotes.setEnabled(steward and settings.generator != "none")

    def _button(self, card: ModelCard, words: str, action: Any, enabled: bool) -> None:
        button = QPushButton(words)
        button.setEnabled(enabled)
        button.clicked.connect(action)
        card.buttons.addWidget(button)

    def _install(self, card: ModelCard, id: str, source: Path | None) -> None:
        catalog = self._application.catalog

        def work(job: Job) -> object:
            return catalog.install(id, source, job.report, job.cancel_token)

        job = self._jobs.submit(self.tr("Installing {0}").format(id), "batch", work)
        card.bar.show()

        job.progressed.connect(card.bar.show_progress)
        job.progressed.connect(lambda progress: card.state.setText(progress.stage))
        job.done.connect(lambda _: self._changed(""))
        job.failed.connect(lambda error: self._changed("" if was_cancelled(error) else str(error)))

    def _from_folder(self, card: ModelCard, id: str) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Folder with the model's wheels or files"))
        if name:
            self._install(card, id, Path(name))

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Import a model"), "", self.tr("GGUF models (*.gguf)"))
        if name:
            catalog = self._application.catalog
            job = self._jobs.submit(
                self.tr("Importing {0}").format(Path(name).name), "batch",
                lambda job: catalog.import_file(Path(name), job.report, job.cancel_token),
            )  # fmt: skip
            job.done.connect(lambda _: self._changed(""))
            job.failed.connect(lambda error: self._changed(str(error)))

    def _use(self, id: str) -> None:
        application = self._application
        job = self._jobs.submit(self.tr("Choosing a model"), "ask", lambda _: application.use_model(id), shown=False)
        job.done.connect(lambda _: self._changed(self.tr("The choice holds from the next opening of the workspace on.")))
        job.failed.connect(lambda error: self._changed(str(error)))

    def _remove(self, id: str) -> None:
        catalog = self._application.catalog
        job = self._jobs.submit(self.tr("Removing {0}").format(id), "batch", lambda _: catalog.remove(id), shown=False)
        job.done.connect(lambda _: self._changed(""))
        job.failed.connect(lambda error: self._changed(str(error)))

    def _changed(self, words: str) -> None:
        self._note.setText(words)
        self._note.setVisible(bool(words))
        self.refresh()
        self.changed.emit()
