"""The read side, and what finding in it remembers."""

from search.models.items import PublishedItem

__all__ = ["PublishedItem"]
