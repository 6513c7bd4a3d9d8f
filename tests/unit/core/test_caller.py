"""Rights: each scope stands alone, and models may be few."""

from __future__ import annotations

import pytest

from rushes.core.caller import Caller, Scope
from rushes.errors import Forbidden


@pytest.mark.parametrize("scope", list(Scope))
def test_a_scope_holds_no_other(scope: Scope) -> None:
    caller = Caller(scopes=frozenset({scope}))
    caller.need(scope)
    for other in set(Scope) - {scope}:
        with pytest.raises(Forbidden, match=f"lacks the scope {other}; it has: {scope}"):
            caller.need(other)


def test_without_a_list_of_models_all_are_in_reach() -> None:
    assert Caller().reach(["a", "b"]) == ["a", "b"]
    assert Caller(models=frozenset({"b", "c"})).reach(["a", "b"]) == ["b"]
