"""Addresses that every site has beside its pages."""

from django.urls import path

from home import views

urlpatterns = [
    path("about/privacy/", views.statement, {"name": "privacy"}, name="privacy"),
    path("about/accessibility/", views.statement, {"name": "accessibility"}, name="accessibility"),
    path("about/site-map/", views.site_map, name="site_map"),
    path("about/links/", views.link_directory, name="links"),
]

unlocalised = [
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path("units.json", views.units_json, name="units_json"),
]
