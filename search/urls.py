"""Addresses of finding."""

from django.urls import path

from search import views
from search.words.urls import urlpatterns as words_urls

urlpatterns = [
    path("search/", views.results, name="search"),
    path("search/feed/", views.feed, name="search_feed"),
    path("search/suggest.json", views.suggestions, name="search_suggest"),
    path("search.json", views.results_json, name="search_json"),
    *words_urls,
]
