"""Addresses of the reports and of promotions, mounted before the admin's own."""

from django.urls import URLPattern, path

from search.words import promotion_views as promotions
from search.words.reports import CountsView, NoResultsView
from units.fence.closed import closed
from units.fence.urls import fenced

# In place of Wagtail's own; deleting is left to it. Its chooser and its report are about hits,
# which are not counted here
PROMOTIONS: list[URLPattern] = [
    path("searchpicks/", promotions.PromotionsView.as_view()),
    path("searchpicks/results/", promotions.PromotionsView.as_view(results_only=True)),
    path("searchpicks/add/", promotions.AddPromotionView.as_view()),
    path("searchpicks/<int:query_id>/", promotions.ChangePromotionView.as_view()),
    path("searchpicks/queries/chooser/", closed),
    path("searchpicks/queries/chooser/results/", closed),
    path("searchpicks/reports/search-terms/", closed),
    path("searchpicks/reports/search-terms/results/", closed),
]

REPORTS: list[URLPattern] = [
    path("search-words/", CountsView.as_view(), name="search_words_hot"),
    path(
        "search-words/results/",
        CountsView.as_view(results_only=True),
        name="search_words_hot_results",
    ),
    path("search-words/empty/", NoResultsView.as_view(), name="search_words_empty"),
    path(
        "search-words/empty/results/",
        NoResultsView.as_view(results_only=True),
        name="search_words_empty_results",
    ),
]

urlpatterns = fenced([*PROMOTIONS, *REPORTS])
