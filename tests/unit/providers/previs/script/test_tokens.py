from rushes.providers.previs.script.tokens import LINE_MARK, fold, tokens


def test_words_keep_their_place_in_the_prompt() -> None:
    text = "A Café, at NIGHT."
    assert [(word.text, text[word.start : word.end]) for word in tokens(text)] == [
        ("a", "A"), ("cafe", "Café"), ("at", "at"), ("night", "NIGHT"),
    ]  # fmt: skip


def test_marks_part_clauses_and_sentences() -> None:
    words = tokens("one, two. three；四")
    assert [(word.sentence, word.clause) for word in words] == [(0, 0), (0, 1), (1, 2), (2, 3)]


def test_apostrophes_are_owners_or_negations() -> None:
    assert [(word.text, word.possessive) for word in tokens("the bird's nest isn't")] == [
        ("the", False), ("bird", True), ("nest", False), ("is", False), ("n't", False),
    ]  # fmt: skip


def test_chinese_comes_one_character_at_a_time_and_simplified() -> None:
    assert [word.text for word in tokens("飛鳥two只")] == ["飞", "鸟", "two", "只"]


def test_folding_evens_case_width_and_accents() -> None:
    assert fold("ＡÉ’S") == "ae's"


def test_a_line_of_dialogue_is_one_token_with_its_number() -> None:
    assert [word.line for word in tokens(f"he says {LINE_MARK} and {LINE_MARK}") if word.text == LINE_MARK] == [0, 1]
