"""Models: which ones there are, what fits this machine, how fast they are, and which ones this workspace
uses. GUI thread.

The decision hidden here is how a model is presented: one card each, under what it is for, with its size,
licence, checksum and what can be done. Everything shown comes from one `Overview`, asked for off this thread;
a job that runs keeps its card while the others change.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.core.access import Action, may
from app.core.models import EMBEDDER, GENERATOR, Benchmark, ModelFacts, Overview, Reembedded
from app.ui import theme
from app.ui.jobs import Job, JobRunner, was_cancelled
from app.ui.language import words
from app.ui.models.card import ModelCard
from app.workspace.workspace import Application

_WIDTH = 920


class ModelsPage(QWidget):
    """The catalogue and what is installed."""

    changed = Signal()
    shown = Signal()
    """The cards stand for what is there now."""

    def __init__(self, application: Application, jobs: JobRunner) -> None:
        super().__init__()
        self._application = application
        self._jobs = jobs
        self._running: dict[str, Job] = {}
        self._asked = 0
        self.overview: Overview | None = None
        self.cards: dict[str, ModelCard] = {}
        head = self._make_head()
        self._phrasing = QVBoxLayout()
        self._finding = QVBoxLayout()
        column = QVBoxLayout()
        column.setContentsMargins(theme.SPACE[6], theme.SPACE[5], theme.SPACE[6], theme.SPACE[5])
        column.setSpacing(theme.SPACE[3])
        column.addLayout(head)
        column.addWidget(self._note)
        for title, meaning, cards in (
            (
                self.tr("Phrasing answers"),
                self.tr("Models only phrase; the evidence decides. Without one, answers are quotes."),
                self._phrasing,
            ),
            (
                self.tr("Finding passages"),
                self.tr("Turns text into vectors so that passages can be found by meaning."),
                self._finding,
            ),
        ):
            name = QLabel(title)
            name.setFont(theme.sized("large", bold=True))
            small = QLabel(meaning)
            small.setProperty("role", "muted")
            cards.setSpacing(theme.SPACE[3])
            column.addSpacing(theme.SPACE[3])
            column.addWidget(name)
            column.addWidget(small)
            column.addLayout(cards)
        self._folder = QLabel()
        self._folder.setProperty("role", "small")
        self._folder.setWordWrap(True)
        self._folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addSpacing(theme.SPACE[3])
        column.addWidget(self._folder)
        column.addStretch(1)
        inner = QWidget()
        inner.setLayout(column)
        inner.setMaximumWidth(_WIDTH)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)

    def _make_head(self) -> QHBoxLayout:
        """Return what is in use, and how to change it."""
        self._state = QLabel(self.tr("Checking installed models …"))
        self._state.setWordWrap(True)
        self._note = QLabel()
        self._note.setWordWrap(True)
        self._note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._note.hide()
        self._quotes = QPushButton(self.tr("Turn the model off"))
        self._quotes.setToolTip(self.tr("Answers will be direct quotes from the sources"))
        self._quotes.clicked.connect(lambda: self._use("none"))
        self._import = QPushButton(self.tr("Import model file …"))
        self._import.setToolTip(self.tr("Any chat model in the GGUF format"))
        self._import.clicked.connect(self._choose_file)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE[2])
        head.addWidget(self._state, 1)
        head.addWidget(self._quotes)
        head.addWidget(self._import)
        return head

    def refresh(self) -> None:
        """Ask anew for every model, and show what comes."""
        self._asked += 1
        asked = self._asked
        application = self._application
        job = self._jobs.submit(
            self.tr("Checking models"), "browse", lambda _: application.models_overview(), shown=False
        )
        job.done.connect(lambda found: self._show(found) if asked == self._asked else None)
        job.failed.connect(lambda error: None if was_cancelled(error) else self._say(words(str(error))))

    def _show(self, overview: Overview) -> None:
        self.overview = overview
        for layout in (self._phrasing, self._finding):
            while layout.count():
                item = layout.takeAt(0)
                widget = item.widget() if item is not None else None
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()
        self.cards = {}
        steward = may(self._application.actor, Action.USE_MODEL)
        # What is used and what is here first: the rest is an offer.
        for facts in sorted(
            overview.models,
            key=lambda one: (one.kind == EMBEDDER, not one.in_use, not one.installed, one.test_only),
        ):
            card = ModelCard(facts)
            self._offer(card, facts, steward)
            self.cards[facts.id] = card
            (self._finding if facts.kind == EMBEDDER else self._phrasing).addWidget(card)
            if facts.id in self._running:
                self._follow(card, self._running[facts.id])
        self._quotes.setEnabled(steward and overview.generator != "none")
        self._state.setText(self._summary(overview))
        self._folder.setText(
            self.tr(
                "Models are stored in {0}. Installing downloads a model's files with pip, the only time the"
                " network is used; “Without a network …” on a card lists the files to copy instead. Every"
                " file is verified against its checksum."
            ).format(overview.folder)
        )
        self.shown.emit()

    def _summary(self, overview: Overview) -> str:
        if overview.server and overview.generator == "auto":
            return self.tr("Answers are phrased by the server {0}.").format(overview.server)
        if overview.generator == "none":
            return self.tr("Answers are direct quotes.")
        if not overview.phrasing:
            return self.tr("No suitable model is installed, so answers are direct quotes.")
        name = next(one.name for one in overview.models if one.id == overview.phrasing)
        if overview.generator == "auto":
            return self.tr("Answers are phrased by {0}, the best installed model.").format(name)
        return self.tr("Answers are phrased by {0}.").format(name)

    def _offer(self, card: ModelCard, facts: ModelFacts, steward: bool) -> None:
        """Put what can be done with a model on its card."""
        id, busy = facts.id, facts.id in self._running
        if not facts.installed:
            card.add_button(
                self.tr("Install"), partial(self._install, id, None), enabled=facts.fits and not busy
            )
            card.add_button(
                self.tr("Without a network …"),
                partial(self._explain_offline, card, facts),
                enabled=not busy,
                quiet=True,
            )
            return
        reason = "" if steward else self.tr("Only stewards can choose models")
        if facts.kind == GENERATOR:
            if not facts.in_use:
                card.add_button(
                    self.tr("Use"),
                    partial(self._use, id),
                    enabled=steward and facts.fits and not busy,
                    reason=reason,
                )
            card.add_button(
                self.tr("Measure speed"), partial(self._measure, id), enabled=facts.fits and not busy
            )
        elif not facts.in_use:
            card.add_button(
                self.tr("Use …"),
                partial(self._ask_to_embed, facts),
                enabled=steward and facts.fits and not busy,
                reason=reason,
            )
        card.add_button(self.tr("Check files"), partial(self._check, id), enabled=not busy, quiet=True)
        if not (facts.kind == EMBEDDER and facts.in_use):
            card.add_button(
                self.tr("Remove …"),
                partial(self._ask_to_remove, facts),
                enabled=steward and not busy,
                quiet=True,
                reason=reason,
            )

    def _start(
        self, id: str, title: str, lane: str, work: Callable[[Job], object], done: Callable[[object], str]
    ) -> Job:
        """Run work on a model and show it on its card; `done` gives the words that are said then."""
        job = self._jobs.submit(title, lane, work)
        self._running[id] = job

        def end(said: str) -> None:
            self._running.pop(id, None)
            self._say(said)
            self.refresh()
            self.changed.emit()

        job.done.connect(lambda result: end(done(result)))
        job.failed.connect(lambda error: end("" if was_cancelled(error) else words(str(error))))
        card = self.cards.get(id)
        if card is not None:
            self._follow(card, job)
        return job

    def _follow(self, card: ModelCard, job: Job) -> None:
        card.follow(job)
        job.progressed.connect(card.show_progress)

    def _install(self, id: str, source: Path | None) -> None:
        catalog = self._application.catalog
        self._start(
            id, self.tr("Installing {0}").format(id), "batch",
            lambda job: catalog.install(id, source, job.report, job.cancel_token),
            lambda _: self.tr("{0} installed; checksum verified.").format(id),
        )  # fmt: skip

    def _explain_offline(self, card: ModelCard, facts: ModelFacts) -> None:
        card.explain_offline(
            self.tr("Choose a folder …"), partial(self._from_folder, facts.id),
            self.tr("Choose model file …"), partial(self._from_file, facts.id),
        )  # fmt: skip

    def _from_folder(self, id: str) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Folder with the model files"))
        if name:
            self._install(id, Path(name))

    def _from_file(self, id: str) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Model file"))
        if name:
            self._install(id, Path(name))

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Import a model"), "", self.tr("GGUF models (*.gguf)")
        )
        if name:
            self.import_file(Path(name))

    def import_file(self, path: Path) -> Job:
        """Take a model's file into the models folder."""
        catalog = self._application.catalog
        return self._start(
            str(path), self.tr("Importing {0}").format(path.name), "batch",
            lambda job: catalog.import_file(path, job.report, job.cancel_token),
            lambda id: self.tr("Imported as {0}.").format(id),
        )  # fmt: skip

    def _use(self, id: str) -> None:
        application = self._application
        job = self._jobs.submit(
            self.tr("Choosing a model"), "ask", lambda _: application.use_model(id), shown=False
        )
        job.done.connect(lambda _: self._chosen())
        job.failed.connect(lambda error: self._say(words(str(error))))

    def _chosen(self) -> None:
        self._say("")
        self.refresh()
        self.changed.emit()

    def _check(self, id: str) -> None:
        catalog = self._application.catalog
        self._start(
            id, self.tr("Checking {0}").format(id), "batch",
            lambda job: catalog.verify(id, job.cancel_token, thorough=True, on_progress=job.report),
            lambda _: self.tr("All files of {0} are intact.").format(id),
        )  # fmt: skip

    def _measure(self, id: str) -> None:
        application = self._application
        # In the lane of questions: measured together with an answer, both would be slow.
        self._start(
            id, self.tr("Measuring {0}").format(id), "ask",
            lambda job: application.measure_model(id, job.report, job.cancel_token), self._measured,
        )  # fmt: skip

    def _measured(self, result: object) -> str:
        assert isinstance(result, Benchmark)
        return "" if result.decode else self.tr("It stopped too early to measure its writing speed.")

    def _ask_to_remove(self, facts: ModelFacts) -> None:
        what = self.tr(
            "{0} and its measurements will be removed from this machine, for all workspaces. You can reinstall it."
        )
        if not facts.known:
            what = self.tr(
                "{0} and its measurements will be removed from this machine, for all workspaces. You would have to import it again."
            )
        more = (
            self.tr("Answers will be phrased by another installed model, or quoted.") if facts.in_use else ""
        )
        size = QLocale().formattedDataSize(facts.size, 0, QLocale.DataSizeFormat.DataSizeSIFormat)
        self._ask(
            self.tr("Remove {0}?").format(facts.name), " ".join(part for part in (what.format(size), more) if part), self.tr("Remove"),
            partial(self._remove, facts.id),
        )  # fmt: skip

    def _remove(self, id: str) -> None:
        application = self._application
        self._start(
            id, self.tr("Removing {0}").format(id), "ask", lambda _: application.remove_model(id),
            lambda _: self.tr("{0} removed.").format(id),
        )  # fmt: skip

    def _ask_to_embed(self, facts: ModelFacts) -> None:
        assert self.overview is not None
        left = max(0, self.overview.passages - facts.embedded)
        lines = [
            self.tr("{0} passages will be re-embedded in the background, which takes a while.").format(
                QLocale().toString(left)
            ),
            self.tr(
                "The current model stays in use until this is finished. You can stop and resume at any time."
            ),
        ]
        if facts.embedded:
            lines[0] = self.tr("{0} passages left; {1} already done.").format(
                QLocale().toString(left), QLocale().toString(facts.embedded)
            )
        if not facts.calibrated:
            lines.append(self.tr("Confidence has not been calibrated for this model. Answers will say so."))
        self._ask(
            self.tr("Use {0} to find passages?").format(facts.name),
            " ".join(lines),
            self.tr("Re-embed"),
            partial(self.embed, facts.id),
        )

    def embed(self, id: str) -> Job:
        """Embed every passage with another model, in the background."""
        application = self._application
        return self._start(
            id, self.tr("Embedding with {0}").format(id), "batch",
            lambda job: application.reembedding.change_embedder(application.actor, id, job.report, job.cancel_token), self._embedded,
        )  # fmt: skip

    def _embedded(self, result: object) -> str:
        assert isinstance(result, Reembedded)
        said = self.tr("Passages are now found with {0}.").format(result.embedder)
        return " ".join([said, *map(words, result.warnings)])

    def _ask(self, title: str, meaning: str, verb: str, act: Callable[[], object]) -> None:
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(title)
        box.setText(title)
        box.setInformativeText(meaning)
        yes = box.addButton(verb, QMessageBox.ButtonRole.AcceptRole)
        no = box.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(no)
        box.setEscapeButton(no)
        yes.clicked.connect(lambda _=False: act())
        box.open()

    def _say(self, text: str) -> None:
        self._note.setText(text)
        self._note.setVisible(bool(text))
