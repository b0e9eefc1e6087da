"""Filling a fresh install with the demo: units, pages, files and accounts."""
