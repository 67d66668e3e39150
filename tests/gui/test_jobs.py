"""Work off the GUI thread: one end each, in order within a lane, and nothing after the window closed."""

from __future__ import annotations

import threading
from functools import partial

from pytestqt.qtbot import QtBot

from app.core.errors import Cancelled, UserError
from app.core.work import Progress
from app.ui.jobs import Job, JobRunner, was_cancelled


def test_a_result_arrives_on_the_gui_thread(qtbot: QtBot, jobs: JobRunner) -> None:
    here = threading.get_ident()
    seen: list[tuple[object, int]] = []
    job = jobs.submit("Adding", "ask", lambda _: threading.get_ident())
    job.done.connect(lambda value: seen.append((value, threading.get_ident())))
    qtbot.waitUntil(lambda: not jobs.running)
    assert [where for _, where in seen] == [here]
    assert seen[0][0] != here


def test_a_job_that_is_begun_runs_before_the_event_loop_does(qtbot: QtBot, jobs: JobRunner) -> None:
    ran = threading.Event()
    runs: list[int] = []
    done: list[object] = []

    def work(_: Job) -> int:
        runs.append(1)
        ran.set()
        return 7

    job = jobs.submit("At once", "ask", work)
    job.done.connect(done.append)
    job.begin()
    assert ran.wait(10), "no event was processed meanwhile"
    qtbot.waitUntil(lambda: done == [7] and not jobs.running)
    assert runs == [1]


def _append(order: list[int], number: int, _: Job) -> None:
    order.append(number)


def test_a_lane_does_one_thing_at_a_time(qtbot: QtBot, jobs: JobRunner) -> None:
    order: list[int] = []
    for number in range(5):
        jobs.submit(str(number), "library", partial(_append, order, number))
    qtbot.waitUntil(lambda: not jobs.running)
    assert order == [0, 1, 2, 3, 4]


def test_an_expected_error_is_told_and_no_bug(qtbot: QtBot, jobs: JobRunner) -> None:
    failed: list[object] = []
    broke: list[object] = []
    jobs.broke.connect(broke.append)

    def refuse(_: Job) -> None:
        raise UserError("No.", "Try yes.")

    jobs.submit("Refusing", "ask", refuse).failed.connect(failed.append)
    qtbot.waitUntil(lambda: bool(failed))
    assert str(failed[0]) == "No. Try yes."
    assert broke == []


def test_a_bug_is_told_and_the_lane_goes_on(qtbot: QtBot, jobs: JobRunner) -> None:
    broke: list[object] = []
    jobs.broke.connect(broke.append)
    done: list[object] = []
    jobs.submit("Breaking", "ask", lambda _: 1 // 0)
    jobs.submit("Working", "ask", lambda _: 7).done.connect(done.append)
    qtbot.waitUntil(lambda: done == [7])
    assert isinstance(broke[0], ZeroDivisionError)


def test_a_job_that_waits_can_be_cancelled(qtbot: QtBot, jobs: JobRunner) -> None:
    gate = threading.Event()
    ran: list[int] = []
    failed: list[object] = []
    jobs.submit("Holding the lane", "ask", lambda _: gate.wait(10))
    waiting = jobs.submit("Waiting", "ask", lambda _: ran.append(1))
    waiting.failed.connect(failed.append)
    waiting.cancel()
    gate.set()
    qtbot.waitUntil(lambda: not jobs.running)
    assert ran == []
    assert was_cancelled(failed[0])


def test_closing_cancels_and_waits(qtbot: QtBot) -> None:
    runner = JobRunner()
    started = threading.Event()
    ended = threading.Event()

    def work(job: Job) -> None:
        started.set()
        while not job.cancel_token.cancelled:
            job.report(Progress("Working", 1))
        ended.set()
        raise Cancelled("Stopped.")

    runner.submit("Working", "batch", work)
    qtbot.waitUntil(started.is_set)
    runner.close()
    assert ended.is_set()
