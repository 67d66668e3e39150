"""The embedder for other languages, where it is installed: what is asked in other words than the page's is
found, in the page's language and across languages; a collection that the English embedder read is embedded
anew with it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from app.core.language.languages import reads
from app.inference.catalog import Catalog
from app.inference.embedder import OnnxEmbedder, load_embedder
from app.inference.proof import prove
from app.workspace.workspace import open_application
from tests.world import make_workspace, write

MODEL = "multilingual-e5-small"

GERMAN = (
    (
        "Der Urlaub wird spätestens vier Wochen vorher im Sekretariat beantragt.",
        "Wo melde ich an, dass ich verreisen möchte?",
    ),
    (
        "Kranke Beschäftigte rufen bis neun Uhr ihre Gruppenleitung an.",
        "Was tue ich, wenn ich morgens Fieber habe?",
    ),
    (
        "Die Kaffeemaschine entkalkt der Hausdienst jeden ersten Montag.",
        "Wer pflegt das Gerät für heiße Getränke?",
    ),
    (
        "Rechnungen über 5000 Euro zeichnet zusätzlich die Geschäftsführung ab.",
        "Wer muss einer teuren Anschaffung zustimmen?",
    ),
    ("Fahrräder stehen im Keller; den Zugang öffnet der Hausausweis.", "Wo kann ich mein Rad abstellen?"),
    ("Das Kennwort wird alle neunzig Tage gewechselt.", "Wie oft brauche ich neue Zugangsdaten?"),
    (
        "Bei Feueralarm sammeln sich alle auf dem Parkplatz hinter der Halle.",
        "Wohin gehe ich, wenn es brennt?",
    ),
    (
        "Dienstreisen mit der Bahn werden in der zweiten Klasse gebucht.",
        "Welche Fahrkarte darf ich für einen Zug nehmen?",
    ),
    (
        "Bewerbungen beantwortet die Personalabteilung innerhalb von zehn Tagen.",
        "Wann hört jemand, ob er die Stelle bekommt?",
    ),
    (
        "Altes Papier mit Namen kommt in den verschlossenen Behälter.",
        "Wie entsorge ich vertrauliche Unterlagen?",
    ),
)
FRENCH = (
    (
        "Les congés se demandent au secrétariat quatre semaines à l'avance.",
        "Où dois-je annoncer que je pars en voyage ?",
    ),
    (
        "Le salarié malade téléphone à son responsable avant neuf heures.",
        "Que faire si j'ai de la fièvre le matin ?",
    ),
    (
        "La machine à café est détartrée chaque premier lundi par le gardien.",
        "Qui entretient l'appareil des boissons chaudes ?",
    ),
    (
        "Les factures de plus de 5000 euros sont aussi signées par la direction.",
        "Qui doit approuver un achat coûteux ?",
    ),
    ("Les vélos se rangent au sous-sol, que le badge ouvre.", "Où puis-je laisser ma bicyclette ?"),
    (
        "Le mot de passe change tous les quatre-vingt-dix jours.",
        "À quel rythme faut-il renouveler ses identifiants ?",
    ),
    (
        "En cas d'alarme, chacun se rend sur le parking derrière la halle.",
        "Où aller si un incendie se déclare ?",
    ),
    ("Les déplacements en train se font en seconde classe.", "Quel billet prendre pour le chemin de fer ?"),
    (
        "Le service du personnel répond aux candidatures sous dix jours.",
        "Quand saurai-je si j'obtiens le poste ?",
    ),
    (
        "Le papier qui porte des noms va dans le conteneur fermé à clé.",
        "Comment jeter des documents confidentiels ?",
    ),
)
ENGLISH = (
    ("Holidays are requested from the office four weeks ahead.", "Where do I say that I want to travel?"),
    ("Staff who are ill ring their team lead before nine.", "What do I do if I have a fever in the morning?"),
    (
        "The coffee machine is descaled by the caretaker every first Monday.",
        "Who looks after the device for hot drinks?",
    ),
    (
        "Invoices above 5000 euros are signed by the management as well.",
        "Who must agree to a costly purchase?",
    ),
    ("Bicycles are kept in the basement, which the badge opens.", "Where can I leave my bike?"),
    ("The password is changed every ninety days.", "How often do I need new credentials?"),
    (
        "When the alarm rings, all gather in the car park behind the hall.",
        "Where do I go if there is a fire?",
    ),
    ("Journeys by rail are booked in second class.", "Which ticket may I take for a train?"),
    (
        "Human resources answer applications within ten days.",
        "When does somebody hear whether they get the job?",
    ),
    (
        "Paper that carries names goes into the locked container.",
        "How do I throw away confidential documents?",
    ),
)


@pytest.fixture(scope="module")
def multilingual(models_dir: Path) -> OnnxEmbedder:
    catalog = Catalog(models_dir)
    if MODEL not in {model.id for model in catalog.installed()}:
        pytest.skip(f"{MODEL} is not installed")
    return load_embedder(catalog.verify(MODEL))


def first(
    embedder: OnnxEmbedder, told: tuple[tuple[str, str], ...], asked: tuple[tuple[str, str], ...]
) -> int:
    """Return how many questions have their own text in the first place."""
    passages = embedder.embed([text for text, _ in told])
    questions = embedder.embed([question for _, question in asked], asked=True)
    return int((np.argmax(questions @ passages.T, axis=1) == np.arange(len(told))).sum())


@pytest.mark.parametrize("told", [GERMAN, FRENCH], ids=["de", "fr"])
def test_other_languages_are_found_better_than_with_the_english_embedder(
    multilingual: OnnxEmbedder,
    embedder: OnnxEmbedder,
    told: tuple[tuple[str, str], ...],
    tell: Callable[[str], None],
) -> None:
    ours, theirs = first(multilingual, told, told), first(embedder, told, told)
    tell(f"of ten questions in another language first: {ours} with {MODEL}, {theirs} with {embedder.id}")
    assert ours >= 8 and ours > theirs


def test_english_is_found_as_well_and_so_is_one_language_by_another(
    multilingual: OnnxEmbedder, tell: Callable[[str], None]
) -> None:
    found = {
        "English": first(multilingual, ENGLISH, ENGLISH), "German by English": first(multilingual, GERMAN, ENGLISH),
        "English by French": first(multilingual, ENGLISH, FRENCH), "French by German": first(multilingual, FRENCH, GERMAN),
    }  # fmt: skip
    tell(
        f"of ten questions first with {MODEL}: "
        + ", ".join(f"{name} {count}" for name, count in found.items())
    )
    assert min(found.values()) >= 6 and sum(found.values()) >= 26


def test_its_cosines_spread_as_those_of_the_english_embedder_do(multilingual: OnnxEmbedder) -> None:
    passages = multilingual.embed([text for told in (GERMAN, FRENCH, ENGLISH) for text, _ in told[:3]])
    apart = (passages[:3] @ passages[:3].T)[~np.eye(3, dtype=bool)]
    assert apart.mean() < 0.5


def test_questions_and_passages_are_told_apart_and_read_to_the_token(multilingual: OnnxEmbedder) -> None:
    text = "Die Kaffeemaschine entkalkt der Hausdienst."
    asked, told = multilingual.embed([text], asked=True)[0], multilingual.embed([text])[0]
    assert 0.5 < asked @ told < 0.9999
    (reading,) = multilingual.read([text])
    assert reading.tokens.shape == (multilingual.count_tokens(text), 384)
    assert list(reading.spans) == multilingual.token_spans(text)
    mean = reading.tokens.mean(axis=0)
    assert mean @ asked / np.linalg.norm(mean) > 0.9
    (after,) = multilingual.read(["x" * 9, text])[1:]
    assert np.allclose(after.tokens, reading.tokens)


def test_this_machine_makes_the_vectors_that_it_must(multilingual: OnnxEmbedder, models_dir: Path) -> None:
    catalog = Catalog(models_dir)
    prove(catalog.entry(MODEL), catalog.find(MODEL).folder)
    assert all(reads(multilingual.id, code) for code in ("de", "fr", "ru", "ja"))


def test_a_german_collection_is_embedded_anew_and_finds_more(
    multilingual: OnnxEmbedder, tmp_path: Path
) -> None:
    files = {f"notiz{number}.md": f"# Notiz {number}\n\n{text}\n" for number, (text, _) in enumerate(GERMAN)}
    with open_application(make_workspace(tmp_path / "workspace")) as app:
        app.ingestion.ingest(app.actor, [write(tmp_path / "haus", files)])

        def right() -> int:
            found = (app.search.search(app.actor, question).candidates for _, question in GERMAN)
            return sum(
                text in candidates[0].passage.view.text
                for (text, _), candidates in zip(GERMAN, found, strict=True)
                if candidates
            )

        before = right()
        report = app.reembedding.change_embedder(app.actor, multilingual.id)
        assert report.embedder == MODEL
        assert right() > before
        searched = app.search.search(app.actor, GERMAN[0][1])
        assert not any("does not seem to be English" in warning for warning in searched.warnings)
