"""Runs looked at again: what was asked before, and whether it would be answered the same today.

Decision hidden: when two answers are the same, which is when they say the same with the same citations,
whatever time they took. Used by one thread at a time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.answering.answer import Answering
from app.core.access import Action, Actor
from app.core.answers.answers import Answer
from app.core.answers.trace import Receipt, Run
from app.core.work import CancelToken
from app.governance.guard import Guard
from app.storage.runs import Runs


@dataclass(frozen=True)
class Replay:
    """A run asked again.

    Attributes:
        run: the earlier run's id.
        again: the new run's id.
        identical: whether the answers are the same, times and ids aside.
        differences: what differs in the answer, one sentence each.
        causes: what has changed since in what the answer was made from.
    """

    run: str
    again: str
    identical: bool
    differences: tuple[str, ...]
    causes: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "run": self.run,
            "again": self.again,
            "identical": self.identical,
            "differences": list(self.differences),
            "causes": list(self.causes),
        }


class RunLog:
    """Past answers, and whether the same answer would be given today."""

    def __init__(self, guard: Guard, runs: Runs, answering: Answering) -> None:
        self._guard = guard
        self._runs = runs
        self._answering = answering

    def listed(self, actor: Actor, limit: int = 50) -> list[Run]:
        """Return the newest runs the actor may see: stewards see all within their labels, others their
        own.
        """
        return self._runs.list(self._guard.require(actor, Action.VIEW_RUNS), limit)

    def show(self, actor: Actor, run: str) -> Run:
        """Return one run by its id or the beginning of it.

        Raises:
            NotFound: there is none in the actor's scope.
        """
        return self._runs.get(self._guard.require(actor, Action.VIEW_RUNS), run)

    def replay(self, actor: Actor, run: str, cancel: CancelToken | None = None) -> Replay:
        """Ask a run's question again the same way and compare.

        Raises:
            NotFound, ModelMissing.
        """
        before = self.show(actor, run)
        asked = None if before.receipt is None else before.receipt.model_asked
        again = self._answering.answer(actor, before.question, model=asked, cancel=cancel, again=True)
        after = self._runs.get(self._guard.require(actor, Action.VIEW_RUNS), again.run)
        differences = _differences(_comparable(before.answer), _comparable(after.answer))
        was, now_is = _plain(before.receipt), _plain(after.receipt)
        causes = [
            f"{name}: was {_brief(was.get(name))}, is {_brief(now_is.get(name))}"
            for name in dict.fromkeys((*was, *now_is))
            # What makes another release stands beside its hash.
            if name != "release" and was.get(name) != now_is.get(name)
        ]
        return Replay(before.id, again.run, not differences, tuple(differences), tuple(causes))


def _plain(kept: Answer | Receipt | None) -> dict[str, Any]:
    """Return the JSON form of what a run kept, which is empty after a purge: to be compared name by name."""
    return {} if kept is None else kept.as_json()


def _comparable(answer: Answer | None) -> dict[str, Any]:
    return {name: value for name, value in _plain(answer).items() if name not in ("run", "timings_ms")}


def _differences(before: Any, after: Any, where: str = "") -> list[str]:
    """Return where two JSON values differ, deepest place first found, one sentence each."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        names = [*before, *(name for name in after if name not in before)]
        return [
            line
            for name in names
            for line in _differences(before.get(name), after.get(name), f"{where}.{name}" if where else name)
        ]
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        return [
            line
            for at, (one, other) in enumerate(zip(before, after, strict=True))
            for line in _differences(one, other, f"{where}[{at}]")
        ]
    return [] if before == after else [f"{where}: was {_brief(before)}, is {_brief(after)}"]


def _brief(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 160 else text[:157] + "…"
