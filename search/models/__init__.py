"""The read side, and what finding in it remembers."""

from search.models.items import PublishedItem
from search.models.queue import IndexJob, IndexLease
from search.models.words import QueryCount, Synonym

__all__ = ["IndexJob", "IndexLease", "PublishedItem", "QueryCount", "Synonym"]
