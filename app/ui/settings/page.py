"""Settings: a form made of the descriptions in `core.options`, and how this person wants the window. GUI
thread.

The decisions hidden here are how settings are grouped, and that three of them together are called an answer's
style. It saves as one types; what cannot be used is said at its field and not kept. Values shown come from
memory; a change is a job in the lane of questions, since it holds between two of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.core.access import Action, may
from app.core.errors import AppError
from app.core.options import OPTIONS, option, value_of
from app.ui import language, theme
from app.ui.jobs import Job, JobRunner, was_cancelled
from app.ui.language import words
from app.ui.settings import appearance
from app.ui.settings.row import CONTROL_WIDTH, Row, SettingRow
from app.ui.widgets.choice import Choice
from app.workspace.workspace import Application

_WIDTH = 820
_ANSWERS = ("retrieval.evidence", "answer.stale_days", "answer.threshold")
_MODEL = ("model.threads", "model.context", "model.gpu_layers")
_DOCUMENTS = ("ingest.rescan_seconds", "ingest.ocr_seconds", "ingest.ignore")
_SERVERS = {
    "generator": ("server.generator", "server.generator_secret", "server.generator_model"),
    "index": ("server.index", "server.index_secret", "server.index_user"),
}
_ELSEWHERE = ("model.generator", "model.embedder")
"""Chosen on the Models page."""

STYLES: Mapping[str, Mapping[str, str]] = {
    "quotes": {"model.generator": "none"},
    "short": {"answer.evidence_tokens": "340", "answer.answer_tokens": "100", "answer.prompt_tokens": "700"},
    "fuller": {
        "answer.evidence_tokens": "700",
        "answer.answer_tokens": "240",
        "answer.prompt_tokens": "1100",
    },
}


class SettingsPage(QWidget):
    """Everything that can be set."""

    library_wanted = Signal()
    models_wanted = Signal()
    changed = Signal()
    saved = Signal()

    def __init__(self, application: Application, jobs: JobRunner) -> None:
        super().__init__()
        self._application = application
        self._jobs = jobs
        self._may = may(application.actor, Action.USE_MODEL)
        self._phrased_by = "auto"
        self.rows: dict[str, SettingRow] = {}
        self._state = QLabel()
        self._state.setProperty("role", "muted")
        self._state.setWordWrap(not self._may)
        if not self._may:
            roles = ", ".join(sorted(role.value for role in application.actor.roles)) or self.tr("none")
            self._state.setText(
                self.tr(
                    "Only stewards can change these settings; your role here is {0}. The appearance of the window is yours to choose."
                ).format(roles)
            )
        self._column = QVBoxLayout()
        self._column.setContentsMargins(theme.SPACE[6], theme.SPACE[5], theme.SPACE[6], theme.SPACE[5])
        self._column.setSpacing(theme.SPACE[0])
        head = QHBoxLayout()
        if self._may:
            promise = QLabel(self.tr("Changes are saved automatically."))
            promise.setProperty("role", "muted")
            head.addWidget(promise)
            head.addStretch(1)
            head.addWidget(self._state)
        else:
            head.addWidget(self._state)
        self._column.addLayout(head)
        self._make()
        self._column.addStretch(1)
        inner = QWidget()
        inner.setLayout(self._column)
        inner.setMaximumWidth(_WIDTH)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)
        self.refresh()

    def _make(self) -> None:
        self._section(self.tr("Answers"))
        self.style_choice = Choice()
        self.style_choice.setFixedWidth(CONTROL_WIDTH)
        for key, name in (
            ("quotes", self.tr("Quotes only")), ("short", self.tr("Short")),
            ("fuller", self.tr("Fuller")), ("own", self.tr("Custom")),
        ):  # fmt: skip
            self.style_choice.addItem(name, key)
        self.style_choice.activated.connect(lambda _: self._choose_style())
        self._style_row = self._choice(
            self.tr("Answer style"),
            self.tr("How much the model may read and write. The evidence is the same."),
            self.style_choice,
        )
        self._fields(_ANSWERS)
        self._section(self.tr("Model"))
        self._link(
            self.tr("Models"),
            self.tr("The models that phrase answers and find passages."),
            self.tr("Open Models"),
            self.models_wanted,
        )  # fmt: skip
        self._fields(_MODEL)
        self._section(self.tr("Documents"))
        self._link(
            self.tr("Watched folders"),
            self.tr("Folders that are watched for changes, and their labels."),
            self.tr("Open Library"),
            self.library_wanted,
        )  # fmt: skip
        self._fields(_DOCUMENTS)
        self._section(self.tr("Appearance"), self.tr("Only for you, in all workspaces on this machine."))
        self._looks()
        self._section(self.tr("Servers"))
        self._servers()
        self._section(
            self.tr("Fine tuning"),
            self.tr("The defaults suit almost everyone. Measure before and after you change one."),
        )
        self._more = QPushButton(self.tr("Show"))
        self._more.setAccessibleName(self.tr("Show the settings for fine tuning"))
        self._more.clicked.connect(lambda _=False: self.show_fine_tuning())
        line = QHBoxLayout()
        line.setContentsMargins(0, theme.SPACE[2], 0, 0)
        line.addWidget(self._more)
        line.addStretch(1)
        self._column.addLayout(line)
        named = {
            *_ANSWERS,
            *_MODEL,
            *_DOCUMENTS,
            *_ELSEWHERE,
            *(name for names in _SERVERS.values() for name in names),
        }
        self._fine = tuple(one.name for one in OPTIONS if one.name not in named)
        self._fields(self._fine)
        for name in self._fine:
            self.rows[name].hide()

    def show_fine_tuning(self) -> None:
        """Show the settings that almost nobody needs."""
        for name in self._fine:
            self.rows[name].show()
        self._more.hide()
        self.rows[self._fine[0]].field.setFocus()

    def refresh(self) -> None:
        """Show what is stored now."""
        preferences = self._application.preferences
        waiting = preferences.waiting
        for name, row in self.rows.items():
            row.show_value(value_of(preferences.wanted, name), waiting=name in waiting)
        if preferences.wanted.model.generator != "none":
            self._phrased_by = preferences.wanted.model.generator
        self.style_choice.setCurrentIndex(self.style_choice.findData(style_of(self._values())))
        self._style_row.say(self._style_words(style_of(self._values())))
        for part, names in _SERVERS.items():
            on = bool(value_of(preferences.wanted, names[0]))
            button = self._server_button[part]
            button.setText(self.tr("Stop using the server") if on else self.tr("Use this server"))
            button.setAccessibleName(f"{button.text()}: {words(option(names[0]).title)}")

    def _values(self) -> dict[str, str]:
        wanted = self._application.preferences.wanted
        return {name: str(value_of(wanted, name)) for values in STYLES.values() for name in values}

    def _style_words(self, style: str) -> str:
        if style == "quotes":
            return self.tr("Direct quotes from the sources; no model is used.")
        answer = self._application.preferences.wanted.answer
        said = self.tr(
            "Up to {0} words from about {1} words of evidence. More evidence means a longer wait for the first word."
        ).format(3 * answer.answer_tokens // 4, 3 * answer.evidence_tokens // 4)
        if style == "fuller":
            return said + " " + self.tr("The model is still asked to be brief.")
        return said

    def _choose_style(self) -> None:
        chosen = self.style_choice.currentData()
        values = dict(STYLES.get(chosen, {}))
        if chosen == "own" or not values:
            self.refresh()
            return
        if chosen != "quotes" and self._application.preferences.wanted.model.generator == "none":
            values["model.generator"] = self._phrased_by
        self._save(values, (), partial(self._refuse, self._style_row))

    def _section(self, title: str, meaning: str = "") -> None:
        name = QLabel(title)
        name.setFont(theme.sized("large", bold=True))
        self._column.addSpacing(theme.SPACE[5])
        self._column.addWidget(name)
        if meaning:
            small = QLabel(meaning)
            small.setProperty("role", "muted")
            small.setWordWrap(True)
            self._column.addWidget(small)
        rule = QFrame()
        rule.setProperty("rule", "true")
        self._column.addSpacing(theme.SPACE[1])
        self._column.addWidget(rule)

    def _fields(self, names: tuple[str, ...]) -> None:
        for name in names:
            row = SettingRow(option(name), value_of(self._application.preferences.wanted, name))
            row.field.setEnabled(self._may)
            row.wanted.connect(lambda name, raw, row=row: self._save({name: raw}, (), row.refuse))
            row.reset.clicked.connect(lambda _=False, name=name, row=row: self._save({}, (name,), row.refuse))
            self.rows[name] = row
            self._column.addWidget(row)

    def _choice(self, title: str, meaning: str, box: Choice) -> Row:
        row = Row(title, meaning, box)
        box.setEnabled(self._may)
        self._column.addWidget(row)
        return row

    def _link(self, title: str, meaning: str, verb: str, signal: object) -> None:
        button = QPushButton(verb)
        button.clicked.connect(lambda _=False: signal.emit())  # type: ignore[attr-defined]
        self._column.addWidget(Row(title, meaning, button))
        button.setAccessibleName(verb)

    def _looks(self) -> None:
        scheme = {"system": self.tr("System"), "light": self.tr("Light"), "dark": self.tr("Dark")}
        size = {str(percent): self.tr("{0} %").format(percent) for percent in appearance.SIZES}
        motion = {"system": self.tr("System"), "full": self.tr("On"), "reduced": self.tr("Off")}
        spoken = {language.SYSTEM: self.tr("System"), **language.languages()}
        for name, title, meaning, choices in (
            ("scheme", self.tr("Colours"), self.tr("Light, dark, or follow the system."), scheme),
            (
                "size",
                self.tr("Text and control size"),
                self.tr("Larger text is easier to read but shows less at once."),
                size,
            ),
            ("motion", self.tr("Animations"), self.tr("Short fades when something appears."), motion),
            (
                "language",
                self.tr("Language"),
                self.tr("Language of the window. Questions and documents are read in English."),
                spoken,
            ),
        ):
            box = Choice()
            box.setFixedWidth(CONTROL_WIDTH)
            for key, shown in choices.items():
                box.addItem(shown, key)
            box.setCurrentIndex(max(0, box.findData(appearance.kept(name))))
            row = self._choice(title, meaning, box)
            box.setEnabled(True)
            box.setObjectName(f"appearance-{name}")
            box.activated.connect(
                lambda _, name=name, box=box, row=row: self._appear(name, str(box.currentData()), row)
            )

    def _appear(self, name: str, value: str, row: Row) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        now = appearance.keep(application, name, value)
        row.say("" if now else self.tr("Takes effect the next time you start Citewell."))
        self._say_saved()

    def _servers(self) -> None:
        warning = QLabel(
            self.tr(
                "Off until you enter an address. Data then leaves this machine: an index server receives the"
                " vectors of documents and questions, which can reveal what the text is about; a model server"
                " receives the question and the masked evidence. Only addresses on this machine and private"
                " networks are allowed, and every change is recorded in the audit log."
            )
        )
        warning.setWordWrap(True)
        warning.setProperty("role", "partial")
        self._column.addSpacing(theme.SPACE[2])
        self._column.addWidget(warning)
        self._server_button: dict[str, QPushButton] = {}
        for part, names in _SERVERS.items():
            for name in names:
                row = SettingRow(option(name), value_of(self._application.preferences.wanted, name))
                row.setProperty("part", part)
                row.field.setEnabled(self._may)
                row.field.textEdited.disconnect()
                row.field.editingFinished.disconnect()
                row.reset.hide()
                self.rows[name] = row
                self._column.addWidget(row)
            button = QPushButton()
            button.setEnabled(self._may)
            button.clicked.connect(partial(self._switch_server, part))
            self._server_button[part] = button
            self._column.addWidget(Row("", "", button))

    def _switch_server(self, part: str, _: bool = False) -> None:
        """Go to the server that the fields name, all of them in one change, or come back."""
        names = _SERVERS[part]
        row = self.rows[names[0]]
        if value_of(self._application.preferences.wanted, names[0]):
            self._save({}, names, row.refuse)
        elif not row.field.text().strip():
            row.refuse(self.tr("Not saved: an address is required."))
        else:
            self._save({name: self.rows[name].field.text().strip() for name in names}, (), row.refuse)

    def _save(
        self, values: Mapping[str, str], reset: tuple[str, ...], refuse: Callable[[str], object]
    ) -> Job:
        application = self._application
        self._state.setText(self.tr("Saving …"))
        job = self._jobs.submit(
            self.tr("Saving settings"),
            "ask",
            lambda _: application.change_settings(values, reset),
            shown=False,
        )

        def failed(error: object) -> None:
            self._state.setText("")
            if not was_cancelled(error):
                refuse(
                    self.tr("Not saved: {0}").format(
                        words(error.message if isinstance(error, AppError) else str(error))
                    )
                )

        def done(_: object) -> None:
            for name in (*values, *reset):
                if name in self.rows:
                    self.rows[name].field.setModified(False)
            self.refresh()
            self._say_saved()
            self.changed.emit()

        job.done.connect(done)
        job.failed.connect(failed)
        return job

    def _refuse(self, row: Row, reason: str) -> None:
        row.say(reason, problem=True)

    def _say_saved(self) -> None:
        if self._may:
            waiting = self._application.preferences.waiting
            self._state.setText(
                self.tr("Saved. Some changes take effect when you reopen the workspace.")
                if waiting
                else self.tr("Saved")
            )
        self.saved.emit()


def style_of(values: Mapping[str, str]) -> str:
    """Return the answer style that stored values come to: a key of `STYLES`, or "own"."""
    for key, wanted in STYLES.items():
        if all(values.get(name) == value for name, value in wanted.items()):
            return key
    return "own"
