"""The address of the briefing, below the admin's."""

from django.urls import URLPattern, path

from console.briefing.views import BriefingScreen

urlpatterns: list[URLPattern] = [path("", BriefingScreen.as_view(), name="console_briefing_page")]
