"""The sample workspace with work in it: units in review, a conflict, a gap, an interview, a draft that came
back.
"""

from __future__ import annotations

import json
from pathlib import Path

from app.core.documents.documents import Label
from app.core.units.fields import Option
from app.core.units.units import Content, Event
from app.resources import resource
from app.workspace.workspace import Application, create_sample, create_workspace, open_application

STEEL, LIMIT, NEW_LIMIT, RETURNED = (
    "Build the TQ-500 with the steel shaft",
    "Drifting transducers go back to calibration",
    "Drifting transducers stay in use up to 0.5 %",
    "Wait thirty minutes after a cold start",
)
NAME = json.loads(resource("sample", "sample.json").read_text("utf-8"))["name"]
QUESTION = "Which glue holds the strain gauges of the TQ-900 at 120 degrees?"


def furnish(folder: Path) -> Path:
    """Make the sample workspace with work for Ines and Ruth."""
    # Reading its pictures of text would take most of the time.
    create_workspace(folder, name=NAME, demo=True)
    with open_application(folder) as app:
        app.change_settings({"model.generator": "none", "ingest.ocr_seconds": "0"})
    create_sample(folder)
    with open_application(folder, person="tomas") as app:
        _write(app)
        for _ in range(3):
            app.answering.answer(app.actor, QUESTION)
    with open_application(folder, person="ines") as app:
        units = {unit.title: unit.id for unit in app.capture.listed(app.actor).units}
        app.capture.decide(app.actor, units[LIMIT], Event.APPROVE)
        app.capture.decide(app.actor, units[RETURNED], Event.RETURN, "Say for which transducers this holds.")
        app.answering.answer(app.actor, QUESTION)
        app.gaps.gather(app.actor)
    with open_application(folder, person="tomas") as app:
        new = app.capture.start(
            app.actor, "rule",
            Content(NEW_LIMIT, {
                "conditions": "drift_percent > 0.3 and warm_start", "outcome": "The transducer stays in use until the yearly calibration.",
                "applies": "TQ series.", "why": "Few of those sent back were faulty.",
            }),
        )  # fmt: skip
        app.capture.submit(app.actor, new.id)
    return folder


def _write(app: Application) -> None:
    """Write what Tomas has to say, with evidence out of the library."""
    actor = app.actor
    decision = app.capture.start(
        actor, "decision",
        Content(STEEL, {
            "situation": "Two customers reported drift of more than 0.2 % after warm starts. The series was to ship in six weeks.",
            "cues": ("The drift was worse in the morning: temperature, not load",),
            "options": (
                Option("Steel shaft", ("survived 1.2 million cycles",), ("140 g heavier",), chosen=True, because="it held in the test"),
                Option("Ceramic shaft", ("lighter",), ("broke twice below 400,000 cycles",), because="it broke"),
            ),
            "decision": "From serial number 4400 on, the TQ-500 is built with the steel shaft.",
            "rationale": "The steel shaft held 1.2 million cycles in the test of March; ceramics broke twice below 400,000.",
            "tradeoffs": ("The transducer is 140 g heavier",),
        }),
        Label.INTERNAL, reviewers=("ines",),
    )  # fmt: skip
    found = app.search.search(actor, "misalignment drift TQ-250 Mossgate Hydro", 2).candidates
    for one in found:
        app.capture.attach(
            actor,
            decision.id,
            "rationale",
            one.passage.version,
            one.passage.start,
            min(one.passage.end, one.passage.start + 160),
        )
    app.capture.submit(actor, decision.id)
    rule = app.capture.start(
        actor, "rule",
        Content(LIMIT, {
            "conditions": "drift_percent > 0.2 and warm_start",
            "outcome": "The transducer goes back to calibration before it is used again.",
            "applies": "TQ series, all ranges.", "exceptions": ("none known",),
            "why": "A drifting transducer passed twelve wrong couplings.",
        }),
    )  # fmt: skip
    app.capture.submit(actor, rule.id)
    lesson = app.capture.start(
        actor, "lesson", Content(RETURNED, {"lesson": "Wait thirty minutes after a cold start before a zero is taken.",
                                            "learned_from": "The winter of 2024.", "apply": "Switch on first, then unpack."}),
    )  # fmt: skip
    app.capture.submit(actor, lesson.id)
    kept = app.interviews.begin(actor, "case", "Drift at Mossgate Hydro, July 2025")
    for words in (
        "On 3 July 2025 the reading of the TQ-250 drifted by 0.4 % within an hour.",
        "A wrong torque would have gone into the report.",
    ):
        kept = app.interviews.answer(actor, kept.id, words)
