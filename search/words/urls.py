"""Public addresses of what people look for."""

from django.urls import URLPattern, path

from search.words.views import to_item

urlpatterns: list[URLPattern] = [path("search/to/<int:item_id>/", to_item, name="search_to")]
