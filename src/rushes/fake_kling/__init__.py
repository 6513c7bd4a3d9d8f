"""A server that behaves like Kling, for testing what speaks to Kling: `rushes fake-kling`.

It takes jobs in both dialects, bills units, hands out real films behind links that expire, and fails on request in
every way of `faults.py`. It generates nothing and needs no network. The rest of Rushes knows nothing of it.
"""
