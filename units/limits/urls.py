"""Addresses of the screens, below the admin's."""

from django.urls import URLPattern, path, re_path

from units.enums import Level
from units.limits import feature_views, views

app_name = "units_limits"
urlpatterns: list[URLPattern] = [
    path("quotas/", views.QuotaListView.as_view(), name="quotas"),
    path("quotas/levels/", views.LevelListView.as_view(), name="levels"),
    re_path(
        rf"^quotas/levels/(?P<level>{'|'.join(Level.values)})/$",
        views.LevelView.as_view(),
        name="level",
    ),
    path("quotas/units/<slug:code>/", views.QuotaView.as_view(), name="quota"),
    path("features/", feature_views.FeatureListView.as_view(), name="features"),
    path("features/<slug:key>/", feature_views.FeatureView.as_view(), name="feature"),
]
