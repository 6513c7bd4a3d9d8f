"""Kling's own API, served at `/kling`: the bodies that its clients send, the answers and codes that they understand."""
