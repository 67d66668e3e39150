"""Units from draft to answer and out of use, on real parts: who may what, what is kept, what is found."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.core.access import Action, Actor, Role
from app.core.answers.answers import Answer
from app.core.documents.documents import Label
from app.core.errors import AccessDenied, EditConflict, InvalidUnit, NotFound
from app.core.units.fields import Relation
from app.core.units.forms import read_content
from app.core.units.kinds import KINDS
from app.core.units.rendering import render
from app.core.units.units import (
    Content,
    Event,
    Link,
    Resolution,
    RevisionStatus,
    Unit,
    UnitFilter,
    UnitStatus,
    Way,
)
from app.workspace.workspace import Application, open_application
from tests.world import HOLIDAY, VALVE, make_workspace, write

RULE = {
    "title": "Drifting transducers go back",
    "conditions": "drift_percent > 0.2",
    "outcome": "A transducer that drifts by more than 0.2 percent goes back to calibration before it is used again.",
    "tags": ["drift"],
}
EXCEPTION = {
    "title": "Turbine hall of Mossgate",
    "when": "The transducer stands in the turbine hall of Mossgate Hydro.",
    "instead": "The limit of the drift there is 0.35 percent.",
    "why": "The hall has 45 degrees in summer.",
}


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Application]:
    folder = make_workspace(tmp_path / "workspace")
    with open_application(folder) as opened:
        opened.stewardship.set_person(opened.actor, "edda", "Edda", [Role.EXPERT])
        opened.ingestion.ingest(
            opened.actor, [write(tmp_path / "files", {"valve.md": VALVE, "holiday.md": HOLIDAY})]
        )
        yield opened


def person(name: str) -> Actor:
    roles = {"stella": Role.STEWARD, "erik": Role.EXPERT, "edda": Role.EXPERT, "anna": Role.ANALYST}
    return Actor(name, name.title(), frozenset({roles[name]}), "uid:0")


ERIK, EDDA, ANNA, STELLA = (person(name) for name in ("erik", "edda", "anna", "stella"))


def content(kind: str, raw: Mapping[str, object]) -> Content:
    found, problems = read_content(KINDS[kind], raw)
    assert problems == ()
    return found


def approved(app: Application, kind: str, raw: Mapping[str, object], label: Label = Label.INTERNAL) -> Unit:
    unit = app.capture.start(ERIK, kind, content(kind, raw), label)
    app.capture.submit(ERIK, unit.id)
    return app.capture.decide(EDDA, unit.id, Event.APPROVE)


def found(app: Application, actor: Actor, words: str) -> list[str]:
    return [one.passage.document for one in app.search.search(actor, words).candidates]


def test_only_what_somebody_else_approved_is_found(app: Application) -> None:
    unit = app.capture.start(ERIK, "rule", content("rule", RULE))
    assert (unit.status, unit.working) == (UnitStatus.DRAFT, UnitStatus.DRAFT)
    assert unit.id not in found(app, STELLA, "drift transducer calibration")
    app.capture.submit(ERIK, unit.id)
    with pytest.raises(InvalidUnit, match="your own words"):
        app.capture.decide(ERIK, unit.id, Event.APPROVE)
    with pytest.raises(AccessDenied):
        app.capture.decide(ANNA, unit.id, Event.APPROVE)
    assert unit.id not in found(app, STELLA, "drift transducer calibration")
    done = app.capture.decide(EDDA, unit.id, Event.APPROVE, "holds")
    assert (done.status, done.working, done.reviewer) == (UnitStatus.APPROVED, None, "edda")
    assert unit.id in found(app, ANNA, "drift transducer calibration")
    text = app.documents.text(ANNA, unit.id)
    rendered = render(KINDS["rule"], done.content)
    assert text == rendered.text
    start, end = rendered.fields["outcome"]
    assert text[start:end] == RULE["outcome"]


def test_the_old_revision_answers_until_the_new_one_is_approved(app: Application) -> None:
    unit = approved(app, "rule", RULE)
    draft = app.capture.revise(ERIK, unit.id)
    changed = replace(draft.content, fields={**draft.content.fields, "outcome": "It is thrown away at once."})
    app.capture.save(ERIK, unit.id, changed, draft.change)
    assert "thrown away" not in app.documents.text(STELLA, unit.id)
    assert app.capture.show(ANNA, unit.id).content.fields["outcome"] == RULE["outcome"]
    assert app.capture.show(EDDA, unit.id).content.fields["outcome"] == "It is thrown away at once."
    app.capture.submit(ERIK, unit.id)
    app.capture.decide(EDDA, unit.id, Event.APPROVE)
    assert "thrown away" in app.documents.text(STELLA, unit.id)
    assert app.capture.show(ANNA, unit.id, 1).content.fields["outcome"] == RULE["outcome"]
    assert [one.status for one in app.capture.history(EDDA, unit.id)] == [
        RevisionStatus.APPROVED,
        RevisionStatus.REPLACED,
    ]
    changes = app.capture.difference(EDDA, unit.id, 1, 2)
    assert [(change.field, change.before, change.after) for change in changes] == [
        ("outcome", RULE["outcome"], "It is thrown away at once.")
    ]


def test_a_returned_revision_is_kept_and_its_words_go_on_in_the_next(app: Application) -> None:
    unit = app.capture.start(ERIK, "rule", content("rule", RULE))
    app.capture.submit(ERIK, unit.id)
    with pytest.raises(InvalidUnit, match="cannot be edited"):
        app.capture.save(ERIK, unit.id, unit.content, app.capture.show(ERIK, unit.id).change)
    with pytest.raises(InvalidUnit, match="what has to be changed"):
        app.capture.decide(EDDA, unit.id, Event.RETURN)
    back = app.capture.decide(EDDA, unit.id, Event.RETURN, "Say for which series.")
    assert (back.status, back.revision, back.content.fields) == (UnitStatus.DRAFT, 2, unit.content.fields)
    first = app.capture.history(ERIK, unit.id)[-1]
    assert (first.status, first.reviews[0].reason) == (RevisionStatus.RETURNED, "Say for which series.")


def test_two_editors_are_told_and_neither_loses_a_word(app: Application) -> None:
    unit = app.capture.start(ERIK, "rule", content("rule", RULE))
    mine = replace(unit.content, title="As Erik has it")
    theirs = replace(unit.content, title="As Edda has it")
    app.capture.save(ERIK, unit.id, mine, unit.change)
    with pytest.raises(EditConflict) as raised:
        app.capture.save(EDDA, unit.id, theirs, unit.change)
    assert raised.value.by == "erik"
    assert app.capture.show(EDDA, unit.id).title == "As Erik has it"
    kept = app.capture.asides(EDDA, unit.id)
    assert [one.content.title for one in kept] == ["As Edda has it"]
    both = app.capture.save(EDDA, unit.id, theirs, raised.value.change)
    assert set(both.authors) == {"erik", "edda"}
    app.capture.drop_aside(EDDA, unit.id, kept[0].id)
    assert app.capture.asides(EDDA, unit.id) == []
    app.capture.submit(ERIK, unit.id)
    with pytest.raises(InvalidUnit, match="your own words"):
        app.capture.decide(EDDA, unit.id, Event.APPROVE)
    assert app.capture.decide(STELLA, unit.id, Event.APPROVE).status is UnitStatus.APPROVED


def test_what_is_retired_or_superseded_leaves_every_index_and_its_citations_still_resolve(
    app: Application,
) -> None:
    old = approved(app, "rule", RULE)
    version = app.capture.history(ERIK, old.id)[0].version
    new = app.capture.start(
        ERIK,
        "rule",
        replace(content("rule", RULE), links=(Link(Relation.SUPERSEDES, old.path.removeprefix("unit:")),)),
    )
    assert new.content.links == (Link(Relation.SUPERSEDES, old.id),)
    app.capture.submit(ERIK, new.id)
    app.capture.decide(EDDA, new.id, Event.APPROVE)
    shown = app.capture.show(ANNA, old.id)
    assert (shown.status, shown.superseded_by) == (UnitStatus.SUPERSEDED, (new.id,))
    hits = found(app, STELLA, "drift transducer calibration")
    assert new.id in hits and old.id not in hits
    quote = app.documents.quote(ANNA, version, 0, 10)
    assert (quote.text, quote.current) == (RULE["title"][:10], False)
    app.capture.retire(ERIK, new.id, "The series is gone.")
    assert new.id not in found(app, STELLA, "drift transducer calibration")
    with pytest.raises(InvalidUnit, match="cannot be revised"):
        app.capture.revise(ERIK, old.id)
    again = app.capture.revise(ERIK, new.id)
    assert (again.status, again.working) == (UnitStatus.RETIRED, UnitStatus.DRAFT)


def test_circles_and_exceptions_to_nothing_are_problems_at_their_field(app: Application) -> None:
    nothing = app.capture.start(
        ERIK, "exception", content("exception", {**EXCEPTION, "to": "rule/no-such-rule"})
    )
    assert nothing.content.fields["to"] == "rule/no-such-rule"
    with pytest.raises(InvalidUnit) as raised:
        app.capture.submit(ERIK, nothing.id)
    assert [problem.field for problem in raised.value.problems] == ["to"]
    one = app.capture.start(ERIK, "rule", content("rule", RULE))
    other = app.capture.start(
        ERIK, "rule", replace(content("rule", RULE), links=(Link(Relation.SUPERSEDES, one.id),))
    )
    one = app.capture.save(
        ERIK, one.id, replace(one.content, links=(Link(Relation.SUPERSEDES, other.id),)), one.change
    )
    assert [
        (problem.field, "circle" in problem.message) for problem in app.capture.problems(ERIK, one.id)
    ] == [("links", True)]
    dates = app.capture.start(
        ERIK,
        "definition",
        content(
            "definition",
            {"meaning": "m", "valid_from": "2026-05-01", "valid_until": "2026-04-01", "title": ""},
        ),
    )
    assert [problem.field for problem in app.capture.problems(ERIK, dates.id)] == ["title", "valid_until"]
    itself = app.capture.save(
        ERIK, nothing.id, replace(nothing.content, fields={"to": nothing.id}), nothing.change
    )
    assert "itself" in app.capture.problems(ERIK, itself.id)[0].message


def test_an_exception_waits_for_what_it_is_an_exception_to(app: Application) -> None:
    rule = app.capture.start(ERIK, "rule", content("rule", RULE))
    exception = app.capture.start(ERIK, "exception", content("exception", {**EXCEPTION, "to": rule.id}))
    app.capture.submit(ERIK, exception.id)
    with pytest.raises(InvalidUnit, match="draft"):
        app.capture.decide(EDDA, exception.id, Event.APPROVE)
    app.capture.submit(ERIK, rule.id)
    app.capture.decide(EDDA, rule.id, Event.APPROVE)
    app.capture.decide(EDDA, exception.id, Event.APPROVE)
    assert app.capture.show(ANNA, rule.id).exceptions == (exception.id,)


def test_nobody_sees_a_unit_above_their_label_not_even_its_title(app: Application) -> None:
    unit = approved(app, "rule", RULE, Label.CONFIDENTIAL)
    assert app.capture.listed(EDDA).total == 1
    assert app.capture.listed(ANNA).units == () and app.capture.listed(ANNA).total == 0
    assert app.capture.listed(ANNA, UnitFilter(words="drifting")).total == 0
    assert app.capture.tags(ANNA) == ()
    for ask in (app.capture.show, app.capture.find):
        with pytest.raises(NotFound):
            ask(ANNA, unit.id)
    with pytest.raises(NotFound):
        app.capture.difference(ANNA, unit.id, 0, 1)
    assert unit.id not in found(app, ANNA, "drift transducer calibration")
    with pytest.raises(AccessDenied):
        app.capture.start(ERIK, "rule", content("rule", RULE), Label.RESTRICTED)
    with pytest.raises(AccessDenied):
        app.capture.assign(ERIK, unit.id, label=Label.PUBLIC)
    app.capture.assign(STELLA, unit.id, label=Label.PUBLIC)
    assert app.capture.listed(ANNA).total == 1 and unit.id in found(app, ANNA, "drift transducer calibration")


def test_readers_see_no_draft(app: Application) -> None:
    draft = app.capture.start(ERIK, "rule", content("rule", RULE))
    assert app.capture.listed(ANNA).total == 0
    with pytest.raises(NotFound):
        app.capture.show(ANNA, draft.id)
    unit = approved(app, "definition", {"title": "Warm start", "meaning": "A start within half an hour."})
    revised = app.capture.revise(EDDA, unit.id)
    app.capture.save(EDDA, unit.id, replace(revised.content, title="Hot start"), revised.change)
    assert [one.title for one in app.capture.listed(ANNA).units] == ["Warm start"]
    with pytest.raises(NotFound):
        app.capture.show(ANNA, unit.id, 2)
    assert (
        app.capture.listed(ANNA, UnitFilter(words="hot")).total == 0
        and app.capture.listed(ERIK, UnitFilter(words="hot")).total == 1
    )


def test_sensitive_words_are_masked_for_all_but_who_wrote_them(app: Application) -> None:
    raw = {
        "title": "Whom to ask",
        "meaning": "Ask jo.hale@example.org about the bench.",
        "synonyms": ["jo.hale@example.org"],
    }
    unit = approved(app, "definition", raw)
    assert "jo.hale" in str(app.capture.show(ERIK, unit.id).content.fields)
    seen = app.capture.show(EDDA, unit.id)
    assert seen.masked and "jo.hale" not in str(seen.content.fields)
    assert "jo.hale" not in app.documents.text(ANNA, unit.id)
    draft = app.capture.revise(EDDA, unit.id)
    with pytest.raises(InvalidUnit, match="masked characters"):
        app.capture.save(EDDA, unit.id, replace(seen.content, title="Whom to call"), draft.change)
    assert "jo.hale" in str(app.capture.show(STELLA, unit.id).content.fields)
    assert app.capture.listed(ERIK, UnitFilter(words="hale")).total == 0


def test_evidence_is_quoted_from_the_document_and_never_above_the_unit(
    app: Application, tmp_path: Path
) -> None:
    valve = next(item for item in app.documents.listed(STELLA) if item.path.endswith("valve.md"))
    text = app.documents.text(STELLA, valve.id)
    start = text.index("6.5 bar")
    unit = app.capture.start(ERIK, "rule", content("rule", RULE), Label.PUBLIC)
    with pytest.raises(InvalidUnit, match="Raise the unit's label"):
        app.capture.attach(ERIK, unit.id, "outcome", valve.version, start, start + 7)
    app.capture.assign(ERIK, unit.id, label=Label.INTERNAL)
    unit = app.capture.attach(ERIK, unit.id, "outcome", valve.version, start, start + 7)
    assert [span.quote for span in unit.content.evidence] == ["6.5 bar"]
    with pytest.raises(NotFound):
        app.capture.attach(ERIK, unit.id, "outcome", valve.version, 0, 10**6)
    app.capture.submit(ERIK, unit.id)
    app.capture.decide(EDDA, unit.id, Event.APPROVE)
    app.documents.relabel(STELLA, [valve.id], Label.CONFIDENTIAL)
    assert [span.quote for span in app.capture.show(ANNA, unit.id).content.evidence] == [""]
    app.documents.purge(STELLA, [valve.id])
    assert [span.quote for span in app.capture.show(STELLA, unit.id).content.evidence] == [""]


def test_files_and_units_leave_each_other_alone(app: Application, tmp_path: Path) -> None:
    unit = approved(app, "rule", RULE)
    assert unit.id not in {item.id for item in app.documents.listed(STELLA)}
    report = app.ingestion.ingest(app.actor, [tmp_path / "files"])
    assert (report.removed, report.unchanged) == (0, 2)
    write(tmp_path / "files", {"copy.txt": app.documents.text(STELLA, unit.id)})
    assert app.ingestion.ingest(app.actor, [tmp_path / "files"]).added == 1
    assert all(
        subject.id != unit.id
        for finding in app.inventory.take(STELLA).findings
        for subject in finding.documents
    )
    for act in (app.documents.remove, app.documents.purge):
        with pytest.raises(Exception, match="is a knowledge unit"):
            act(STELLA, [unit.id])
    assert unit.id in found(app, STELLA, "drift transducer calibration")


def test_a_purge_leaves_no_word_of_a_unit(app: Application) -> None:
    unit = approved(app, "rule", {**RULE, "why": "xylophonic resonance"})
    app.capture.revise(ERIK, unit.id)
    with pytest.raises(AccessDenied):
        app.capture.purge(ERIK, unit.id)
    app.capture.purge(STELLA, unit.id)
    assert app.capture.listed(STELLA).total == 0
    data = b"".join(path.read_bytes() for path in app.workspace.rglob("*") if path.is_file())
    assert b"xylophonic" not in data and b"drifting-transducers" not in data


def test_conflicts_are_settled_one_by_one(app: Application) -> None:
    from app.core.units.units import Conflict

    other = approved(app, "rule", {**RULE, "outcome": "It stays in use."})
    unit = app.capture.start(ERIK, "rule", content("rule", RULE))
    app.capture.submit(ERIK, unit.id)
    app.capture._find_conflicts = lambda scope, seen: [
        Conflict(other.id, "unit", other.title, "It says the opposite.", "outcome")
    ]
    with pytest.raises(InvalidUnit, match="1 open contradiction: It says the opposite"):
        app.capture.decide(EDDA, unit.id, Event.APPROVE)
    with pytest.raises(InvalidUnit, match="why both are valid"):
        app.capture.decide(EDDA, unit.id, Event.APPROVE, resolutions=[Resolution(other.id, Way.ACCEPT)])
    app.capture.decide(EDDA, unit.id, Event.APPROVE, resolutions=[Resolution(other.id, Way.SUPERSEDE)])
    assert app.capture.show(ANNA, other.id).status is UnitStatus.SUPERSEDED
    assert app.capture.history(EDDA, unit.id)[0].reviews[0].resolutions[0].way is Way.SUPERSEDE


def test_doubt_and_confirmation(app: Application) -> None:
    unit = approved(app, "rule", RULE)
    with pytest.raises(InvalidUnit, match="why it may no longer be valid"):
        app.capture.doubt(ERIK, unit.id, " ")
    doubted = app.capture.doubt(ERIK, unit.id, "The limit was changed in spring.")
    assert (doubted.status, doubted.doubt) == (UnitStatus.NEEDS_REVIEW, "The limit was changed in spring.")
    assert unit.id in found(app, ANNA, "drift transducer calibration")
    with pytest.raises(InvalidUnit, match="your own words"):
        app.capture.decide(ERIK, unit.id, Event.CONFIRM)
    assert app.capture.decide(EDDA, unit.id, Event.CONFIRM).status is UnitStatus.APPROVED


def ask(app: Application, actor: Actor, question: str) -> Answer:
    return app.answering.answer(actor, question, model="none")


QUESTION = "What happens to a transducer that drifts by more than 0.2 percent?"


def test_an_answer_cites_the_unit_with_its_owner_and_brings_the_exception_along(
    app: Application, tmp_path: Path
) -> None:
    old = "A transducer that drifts by more than 0.2 percent goes back to calibration before it is used once more."
    app.ingestion.ingest(
        app.actor, [write(tmp_path / "more", {"drift.md": f"# Drifting transducers\n\n{old}\n"})]
    )
    rule = approved(app, "rule", RULE)
    exception = approved(app, "exception", {**EXCEPTION, "to": rule.id})
    answer = ask(app, ANNA, QUESTION)
    cited = [sentence.citations[0] for sentence in answer.sentences]
    assert (cited[0].source, cited[0].kind, cited[0].owner, cited[0].reviewed) == (
        rule.id,
        "unit",
        "Erik",
        rule.reviewed,
    )
    told = [(one.quote, one.heading[-1]) for one in cited if one.source == exception.id]
    assert told == [(EXCEPTION["when"], "When"), (EXCEPTION["instead"], "What instead")]
    assert exception.id in {item.source for item in answer.evidence}
    for citation in cited:
        assert (
            app.documents.quote(ANNA, citation.version, citation.start, citation.end).text == citation.quote
        )


def test_an_outcome_is_never_told_without_its_conditions(app: Application) -> None:
    rule = approved(
        app,
        "rule",
        {**RULE, "otherwise": "A transducer that drifts less stays in use until the yearly calibration."},
    )
    for question in (QUESTION, "May a transducer that drifts less stay in use until the yearly calibration?"):
        answer = ask(app, ANNA, question)
        assert answer.sentences
        told = [(one.text, one.citations[0].quote, one.citations[0].heading[-1]) for one in answer.sentences]
        assert [one for one in told if one[2] == "Conditions"] == [
            ("Conditions: drift_percent > 0.2", "drift_percent > 0.2", "Conditions")
        ]
        for sentence in answer.sentences:
            [citation] = sentence.citations
            assert (
                app.documents.quote(ANNA, citation.version, citation.start, citation.end).text
                == citation.quote
            )
            assert citation.source == rule.id and citation.owner == "Erik"


def test_an_exception_above_the_asker_is_not_spoken_of(app: Application) -> None:
    rule = approved(app, "rule", RULE)
    exception = approved(app, "exception", {**EXCEPTION, "to": rule.id}, Label.CONFIDENTIAL)
    assert exception.id in json.dumps(ask(app, EDDA, QUESTION).as_json())
    told = json.dumps(ask(app, ANNA, QUESTION).as_json())
    assert exception.id not in told and "Mossgate" not in told


def test_an_answer_says_when_its_unit_is_in_doubt_or_over(app: Application) -> None:
    unit = approved(app, "rule", {**RULE, "valid_from": "2026-01-01", "valid_until": "2030-06-30"})
    assert not [line for line in ask(app, ANNA, QUESTION).warnings if "Drifting" in line]
    app.capture.doubt(EDDA, unit.id, "The data sheet says 0.3 percent since May; ask jo.hale@example.org.")
    told = next(line for line in ask(app, ANNA, QUESTION).warnings if "needs review since" in line)
    assert "0.3 percent since May" in told and "jo.hale" not in told and "Owner: Erik" in told
    run = app.runs.listed(ANNA)[0]
    assert run.as_json()["receipt"]["units"][0][:2] == [unit.id, "needs_review"]
    attribution = app.answering._attribution
    scope = app._guard.require(ANNA, Action.ASK)
    answer = ask(app, ANNA, QUESTION)
    for day, words in {
        date(2031, 1, 1): "was valid until 2030-06-30",
        date(2025, 1, 1): "is only valid from 2026-01-01",
    }.items():
        assert any(
            words in line
            for line in attribution.settle(scope, answer.sentences, answer.evidence, day).warnings
        )


def test_a_superseded_unit_is_not_cited_any_more(app: Application) -> None:
    old = approved(app, "rule", RULE)
    assert ask(app, ANNA, QUESTION).sentences[0].citations[0].source == old.id
    new = approved(app, "rule", {**RULE, "links": [{"relation": "supersedes", "target": old.id}]})
    assert {one.source for sentence in ask(app, ANNA, QUESTION).sentences for one in sentence.citations} == {
        new.id
    }
