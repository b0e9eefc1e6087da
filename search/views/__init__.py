"""What a visitor sees of finding: the page, the lists for machines, the feed."""

from search.views.machines import results_json, suggestions
from search.views.page import results
from search.views.subscription import feed

__all__ = ["feed", "results", "results_json", "suggestions"]
