"""Which language a few words are in, which of them say nothing, and how scripts without spaces are cut."""

from __future__ import annotations

import pytest

from app.core.language.languages import language, reads, shares, stopwords, unread
from app.core.language.text import fold, says_nothing, terms, unlike_their_letters, whole, words


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("What is the line length?", "en"),
        ("Was the war over when they met?", "en"),
        ("How do I die a hero in the game?", "en"),
        ("Which model do we use in the man page?", "en"),
        ("list all pumps", "en"),
        ("Was kostet ein verlorener Schlüssel?", "de"),
        ("Wann endet die Frist?", "de"),
        ("Combien coûte un repas ?", "fr"),
        ("¿Quién limpia las ventanas?", "es"),
        ("Chi controlla le ricevute?", "it"),
        ("Hoe lang duurt het verlof?", "nl"),
        ("Onde ficam as chaves do armazém?", "pt"),
        ("Vem har nyckeln till förrådet?", "sv"),
        ("Hvor ligger nøglen til skuret?", "da"),
        ("Kto wydaje klucze?", "pl"),
        ("Где находится ключ?", "ru"),
        ("会議室はどこですか", "ja"),
        ("会议室在哪里？", "zh"),
        ("회의실은 어디에 있습니까?", "ko"),
        ("ห้องประชุมอยู่ที่ไหน", "th"),
        ("PEP 8", ""),
        ("Resturlaub", ""),
        ("", ""),
    ],
)
def test_a_question_tells_its_language_by_function_words_and_script(text: str, code: str) -> None:
    assert language(text) == code


def test_no_meaning_is_lost_to_another_languages_function_words() -> None:
    assert "die" not in stopwords("en") and "comment" not in stopwords("en")
    assert terms("Wann endet die Frist für Anträge?", stopwords("de")) == ["endet", "frist", "antrag"]
    assert terms("When does the war on comment spam end?") == ["war", "comment", "spam", "end"]


def test_scripts_without_spaces_are_cut_into_pairs_that_stand_where_they_say() -> None:
    text = "大会議室の定員は40名です。"
    found = words(text)
    assert [word.form for word in found][:3] == ["大会", "会議", "議室"]
    assert all(fold(text[word.start : word.end]) == word.form for word in found)
    assert terms(text) == ["大会", "会議", "議室", "定員", "40", "名"]
    assert {word.form for word in words("회의실은 2층")} >= {"회의", "의실", "2", "층"}
    assert whole(text, found[1]) == "大会議室"


def test_hiragana_and_pairs_with_a_function_character_say_nothing_by_themselves() -> None:
    assert says_nothing("てす") and not says_nothing("会議")
    assert says_nothing("由谁", stopwords("zh")) and not says_nothing("保管", stopwords("zh"))


@pytest.mark.parametrize("text", ["plain words", "Café au lait", "naïve señor Øre"])
def test_latin_words_are_left_to_the_tokenizer(text: str) -> None:
    assert unlike_their_letters(text) == []


def test_letters_that_the_tokenizer_folds_otherwise_are_told() -> None:
    assert unlike_their_letters("Straße und район") == ["strasse", "раион"]


def test_a_collection_names_the_languages_that_its_embedder_does_not_read() -> None:
    counts = {"de": 60, "en": 30, "fr": 9, "": 40, "ja": 1}
    assert list(shares(counts)) == ["de", "en"]
    assert unread(counts, "all-minilm-l6-v2-int8") == "German"
    assert unread({"de": 5, "fr": 4, "en": 3}, "all-minilm-l6-v2-int8") == "German and French"
    assert unread({"en": 5, "": 9}, "all-minilm-l6-v2-int8") == ""
    assert unread(counts, "multilingual-e5-small") == ""
    assert reads("all-minilm-l6-v2", "") and not reads("all-minilm-l6-v2", "fr")
