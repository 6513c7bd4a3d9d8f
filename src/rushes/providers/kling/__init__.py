"""Kling itself as a provider: two dialects, two ways to be let in, one poller, films copied before they expire."""
