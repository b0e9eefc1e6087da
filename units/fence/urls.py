"""Views of ours in place of Wagtail's, mounted before the admin's own addresses.

Only what Wagtail gives no extension point for stands here.
"""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
