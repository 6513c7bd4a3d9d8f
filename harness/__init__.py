"""Harnesses that print figures: short form in CI, long form by `--long`."""
