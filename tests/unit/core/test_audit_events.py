"""The catalogue of what the audit log may say: names that stand in logs already, words for each, and each of
them written.
"""

from __future__ import annotations

import re
from pathlib import Path

import app
from app.core.access import Action
from app.core.audit import AuditEvent

WRITTEN = """acting.as ask audit.export backup cases.export check check.export conversation.begin conversation.bring_back
conversation.remove conversation.rename correction.confirm correction.pin correction.reject correction.withdraw denied export
feedback follow follow.check follow.remove follow.seen gap.ask_again gap.asked_again gap.assign gap.centre gap.dismiss
gap.embed gap.gather gap.old_runs gap.reopen gap.report gap.unit inbox.read inbox.unread index.words ingest.added
ingest.failed ingest.moved ingest.recovered ingest.removed ingest.reread ingest.root ingest.touched ingest.unfollow
ingest.updated init interview.accept interview.answer interview.begin interview.finished interview.paused interview.propose
interview.purge interview.reject interview.running interview.skip interview.take_back interview.unit inventory.review migrate
models.embed models.embedder people.group people.retire people.set purge reindex relabel remove restore restore.document
search server.off server.on settings unit.approve unit.aside unit.aside.drop unit.assign unit.confirm unit.doubt unit.export
unit.purge unit.retire unit.return unit.revise unit.rewrite unit.save unit.start unit.submit unit.supersede
unit.withdraw""".split()
"""Names that logs hold by now: none may go or change."""


def test_a_name_that_stands_in_a_log_stays() -> None:
    assert set(WRITTEN) <= {event.value for event in AuditEvent}


def test_each_event_is_told_in_words_of_its_own_and_by_the_action_that_allows_it() -> None:
    assert len({event.words for event in AuditEvent}) == len(AuditEvent)
    assert all(re.fullmatch(r"[a-z][a-z', ]+", event.words) for event in AuditEvent)
    assert all(event.action is None or isinstance(event.action, Action) for event in AuditEvent)
    assert {event for event in AuditEvent if event.action is None} == {
        AuditEvent.INIT,
        AuditEvent.MIGRATE,
        AuditEvent.ACTING_AS,
        AuditEvent.DENIED,
        AuditEvent.INDEX_WORDS,
        AuditEvent.CONSEQUENCES_FAILED,
    }


def test_each_event_is_written_somewhere() -> None:
    rooms = Path(app.__file__).parent
    texts = [path.read_text("utf-8") for path in rooms.rglob("*.py") if path != rooms / "core" / "audit.py"]
    written = set(re.findall(r"AuditEvent\.([A-Z_]+)", "\n".join(texts)))
    assert written == {event.name for event in AuditEvent}
