"""Benchmarks that print tables: figures beside a peer or a physical limit of the same run, never alone."""
