"""Errors cross process borders whole, and the tree in the docstring is the tree there is."""

from __future__ import annotations

import pickle

import rushes.errors
import rushes.vendor_errors
from rushes.errors import InvalidImage, RushesError


def test_an_error_survives_pickle() -> None:
    error = pickle.loads(pickle.dumps(InvalidImage("too small", param="image")))
    assert (type(error), error.message, error.param) == (InvalidImage, "too small", "image")


def test_the_docstring_is_the_default_message() -> None:
    assert RushesError().message == "Something went wrong inside Rushes."


def test_the_drawn_tree_names_every_class() -> None:
    for module in (rushes.errors, rushes.vendor_errors):
        for name, kind in vars(module).items():
            if isinstance(kind, type) and issubclass(kind, RushesError):
                assert name in (module.__doc__ or ""), name
