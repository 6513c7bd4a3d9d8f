from rushes.providers.previs.script.data import section, word_set


def test_a_file_is_read_once() -> None:
    assert section("places") is section("places")


def test_a_set_of_words() -> None:
    assert {"slowly", "缓缓"} <= word_set("slow")
