"""Everything that the audit log may say was done: its name there, words for people, and the action that
allowed it.

Invariants: a name once written to a log never changes; what is not here cannot be written. Pure; any thread.
"""

from __future__ import annotations

from enum import StrEnum

from app.core.access import Action


class AuditEvent(StrEnum):
    """One kind of entry of the audit log; its value is the name that stands there.

    Attributes:
        words: what was done, as the rest of a sentence that begins with who did it.
        action: what the guard was asked for; None for what the program does by itself.
    """

    words: str
    action: Action | None

    def __new__(cls, name: str, words: str, action: Action | None) -> AuditEvent:
        made = str.__new__(cls, name)
        made._value_ = name
        made.words = words
        made.action = action
        return made

    # The workspace and who acts in it
    INIT = "init", "made the workspace", None
    MIGRATE = "migrate", "brought the workspace to a newer form", None
    ACTING_AS = "acting.as", "acted as somebody else", None
    DENIED = "denied", "was refused", None
    BACKUP = "backup", "made a backup", Action.BACKUP
    RESTORE = "restore", "restored the workspace from a backup", Action.RESTORE
    PEOPLE_SET = "people.set", "added or changed a person", Action.MANAGE_PEOPLE
    PEOPLE_RETIRE = "people.retire", "took a person's access away", Action.MANAGE_PEOPLE
    PEOPLE_GROUP = "people.group", "gave a group its roles", Action.MANAGE_PEOPLE
    SETTINGS = "settings", "changed the settings", Action.USE_MODEL
    SERVER_ON = "server.on", "let a server do a part of the work", Action.USE_MODEL
    SERVER_OFF = "server.off", "took a part of the work back from a server", Action.USE_MODEL
    AUDIT_EXPORT = "audit.export", "exported the audit log", Action.VIEW_AUDIT

    # Documents
    INGEST_ROOT = "ingest.root", "had a folder followed", Action.INGEST
    INGEST_UNFOLLOW = "ingest.unfollow", "had a folder followed no more", Action.INGEST
    INGEST_ADDED = "ingest.added", "took a document in", Action.INGEST
    INGEST_UPDATED = "ingest.updated", "took a changed document in", Action.INGEST
    INGEST_REREAD = "ingest.reread", "had a document read again by a newer reader", Action.INGEST
    INGEST_TOUCHED = "ingest.touched", "found an unchanged file with another time", Action.INGEST
    INGEST_MOVED = "ingest.moved", "found a document's file elsewhere", Action.INGEST
    INGEST_REMOVED = "ingest.removed", "found a document's file gone", Action.INGEST
    INGEST_FAILED = "ingest.failed", "could not have a file read", Action.INGEST
    INGEST_RECOVERED = "ingest.recovered", "had files read that could not be before", Action.INGEST
    REMOVE = "remove", "removed a document", Action.REMOVE
    RESTORE_DOCUMENT = "restore.document", "brought a removed document back", Action.REMOVE
    PURGE = "purge", "erased a document", Action.PURGE
    RELABEL = "relabel", "gave a document another label", Action.RELABEL
    INVENTORY_REVIEW = "inventory.review", "found a finding to be in order", Action.INGEST
    INDEX_WORDS = "index.words", "had words indexed anew", None
    REINDEX = "reindex", "built the index anew", Action.REINDEX
    MODELS_EMBED = "models.embed", "had passages embedded with another model", Action.USE_MODEL
    MODELS_EMBEDDER = "models.embedder", "changed the embedder", Action.USE_MODEL

    # Questions and answers
    SEARCH = "search", "searched", Action.SEARCH
    ASK = "ask", "asked a question", Action.ASK
    CHECK = "check", "had a text checked", Action.ASK
    CHECK_EXPORT = "check.export", "exported a checked text", Action.EXPORT
    FEEDBACK = "feedback", "judged an answer", Action.JUDGE
    EXPORT = "export", "exported answers", Action.EXPORT
    CONVERSATION_BEGIN = "conversation.begin", "began a conversation", Action.CONVERSE
    CONVERSATION_RENAME = "conversation.rename", "renamed a conversation", Action.CONVERSE
    CONVERSATION_REMOVE = "conversation.remove", "removed a conversation", Action.CONVERSE
    CONVERSATION_BRING_BACK = "conversation.bring_back", "brought a conversation back", Action.CONVERSE
    FOLLOW = "follow", "followed a question", Action.FOLLOW
    FOLLOW_REMOVE = "follow.remove", "followed a question no more", Action.FOLLOW
    FOLLOW_SEEN = "follow.seen", "saw how a followed answer changed", Action.FOLLOW
    FOLLOW_CHECK = "follow.check", "had a followed question asked again", Action.FOLLOW
    FOLLOW_UNCHANGED = (
        "follow.unchanged",
        "had followed questions looked at that find what they found before",
        Action.FOLLOW,
    )
    CONSEQUENCES_FAILED = "consequences.failed", "could not have questions asked again after a change", None
    INBOX_READ = "inbox.read", "marked items of the inbox read", Action.INBOX
    INBOX_UNREAD = "inbox.unread", "marked items of the inbox unread", Action.INBOX
    CORRECTION_PIN = "correction.pin", "pinned a correction", Action.PIN_CORRECTION
    CORRECTION_CONFIRM = "correction.confirm", "confirmed a correction", Action.PIN_CORRECTION
    CORRECTION_REJECT = "correction.reject", "rejected a correction", Action.PIN_CORRECTION
    CORRECTION_WITHDRAW = "correction.withdraw", "took a correction back", Action.PIN_CORRECTION

    # Knowledge units
    UNIT_START = "unit.start", "began a unit", Action.WRITE_UNIT
    UNIT_SAVE = "unit.save", "saved a draft", Action.WRITE_UNIT
    UNIT_ASIDE = "unit.aside", "had a text put aside that came too late", Action.WRITE_UNIT
    UNIT_ASIDE_DROP = "unit.aside.drop", "dropped a text that was put aside", Action.WRITE_UNIT
    UNIT_REVISE = "unit.revise", "began a new revision", Action.WRITE_UNIT
    UNIT_REWRITE = "unit.rewrite", "began a new revision with other words", Action.WRITE_UNIT
    UNIT_ASSIGN = "unit.assign", "changed a unit's owner, reviewers or label", Action.WRITE_UNIT
    UNIT_SUBMIT = "unit.submit", "submitted a unit for review", Action.WRITE_UNIT
    UNIT_WITHDRAW = "unit.withdraw", "withdrew a unit from review", Action.WRITE_UNIT
    UNIT_APPROVE = "unit.approve", "approved a unit", Action.REVIEW_UNIT
    UNIT_RETURN = "unit.return", "returned a unit to its author", Action.REVIEW_UNIT
    UNIT_CONFIRM = "unit.confirm", "confirmed that a unit still holds", Action.REVIEW_UNIT
    UNIT_DOUBT = "unit.doubt", "doubted a unit", Action.WRITE_UNIT
    UNIT_SUPERSEDE = "unit.supersede", "put another unit in a unit's place", Action.REVIEW_UNIT
    UNIT_RETIRE = "unit.retire", "retired a unit", Action.RETIRE_UNIT
    UNIT_PURGE = "unit.purge", "erased a unit", Action.PURGE
    UNIT_EXPORT = "unit.export", "exported units", Action.EXPORT

    # Gaps and interviews
    GAP_OLD_RUNS = "gap.old_runs", "took questions of earlier runs in as gaps", Action.ASSIGN_GAP
    GAP_EMBED = "gap.embed", "had questions embedded", Action.ASSIGN_GAP
    GAP_GATHER = "gap.gather", "had questions gathered into gaps", Action.ASSIGN_GAP
    GAP_CENTRE = "gap.centre", "had gaps named after their questions", Action.ASSIGN_GAP
    GAP_REPORT = "gap.report", "put a question before the experts", Action.REPORT_GAP
    GAP_ASSIGN = "gap.assign", "assigned a gap", Action.ASSIGN_GAP
    GAP_DISMISS = "gap.dismiss", "dismissed a gap", Action.ASSIGN_GAP
    GAP_REOPEN = "gap.reopen", "reopened a gap", Action.ASSIGN_GAP
    GAP_UNIT = "gap.unit", "named the unit that is to close a gap", Action.ASSIGN_GAP
    GAP_ASK_AGAIN = "gap.ask_again", "had a gap's question asked again", Action.ASSIGN_GAP
    GAP_ASKED_AGAIN = "gap.asked_again", "had all of a gap's questions asked again", Action.ASSIGN_GAP
    CASES_EXPORT = "cases.export", "exported evaluation cases", Action.EXPORT
    INTERVIEW_BEGIN = "interview.begin", "began an interview", Action.WRITE_UNIT
    INTERVIEW_PROPOSE = "interview.propose", "had a model choose the next question", Action.WRITE_UNIT
    INTERVIEW_ANSWER = "interview.answer", "took an answer down", Action.WRITE_UNIT
    INTERVIEW_SKIP = "interview.skip", "passed a question over", Action.WRITE_UNIT
    INTERVIEW_TAKE_BACK = "interview.take_back", "took the last answer back", Action.WRITE_UNIT
    INTERVIEW_ACCEPT = "interview.accept", "accepted a proposed field", Action.WRITE_UNIT
    INTERVIEW_REJECT = "interview.reject", "rejected a proposed field", Action.WRITE_UNIT
    INTERVIEW_UNIT = "interview.unit", "began a unit out of an interview", Action.WRITE_UNIT
    INTERVIEW_RUNNING = "interview.running", "took an interview up again", Action.WRITE_UNIT
    INTERVIEW_PAUSED = "interview.paused", "put an interview aside", Action.WRITE_UNIT
    INTERVIEW_FINISHED = "interview.finished", "finished an interview", Action.WRITE_UNIT
    INTERVIEW_PURGE = "interview.purge", "erased an interview", Action.PURGE
