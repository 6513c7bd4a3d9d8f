"""Task ids."""

from __future__ import annotations

import pytest

from rushes.core.ids import is_task_id, new_seed, new_task_id


def test_ids_have_the_contracts_shape_and_never_repeat() -> None:
    made = {new_task_id() for _ in range(1000)}
    assert len(made) == 1000
    assert all(is_task_id(task_id) and len(task_id) == 31 for task_id in made)


@pytest.mark.parametrize(
    "text", ["", "task_", "task_" + "A" * 26, "task_" + "0" * 25, "task_" + "0" * 26 + "\n", "../x"]
)
def test_other_text_is_no_id(text: str) -> None:
    assert not is_task_id(text)


def test_a_seed_fits_what_vendors_take() -> None:
    assert all(0 <= new_seed() < 2**31 for _ in range(100))
