"""Telling people what waits for them and what became of their work."""
