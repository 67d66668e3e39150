"""One quiet line: which model phrases answers, or that none does. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel

from app.ui import theme
from app.ui.jobs import Job, JobRunner
from app.workspace.workspace import Application


class PhrasingLine(QLabel):
    """How answers are phrased; it looks by itself when it is made."""

    models_wanted = Signal()

    def __init__(self, application: Application, jobs: JobRunner) -> None:
        super().__init__()
        self._application = application
        self._jobs = jobs
        self.setProperty("role", "small")
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setAccessibleName(self.tr("How answers are phrased"))
        self.linkActivated.connect(lambda _: self.models_wanted.emit())
        self.look()

    def look(self) -> None:
        """Say how it is now."""
        application = self._application

        def work(_: Job) -> str | None:
            settings = application.settings.model
            return (
                application.catalog.choose(settings.generator, settings.context)
                if settings.generator != "none"
                else None
            )

        job = self._jobs.submit(self.tr("Checking models"), "browse", work, shown=False)
        job.done.connect(self._show)
        job.failed.connect(lambda _: self._show(None))

    def _show(self, model: str | None) -> None:
        if model is None:
            name = self.tr("Models")
            link = f"<a href='models' style='color:{theme.colours().accent}'>{name}</a>"
            self.setText(self.tr("Model off: answers are direct quotes. {0}").format(link))
        else:
            self.setText(
                self.tr("Phrased by {0}; every sentence is checked against its source.").format(model)
            )
