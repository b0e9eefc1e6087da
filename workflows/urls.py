"""Addresses of the gate in the admin, mounted before Wagtail's own."""

from django.urls import URLPattern, URLResolver, include, path

from workflows.changes import urls as changes_urls
from workflows.desk import urls as desk_urls
from workflows.inbox import urls as inbox_urls
from workflows.ledger import urls as ledger_urls
from workflows.notices import urls as notices_urls
from workflows.timing import urls as timing_urls

admin_urlpatterns: list[URLPattern | URLResolver] = [
    path("approval/", include(inbox_urls)),
    path("approval/", include(desk_urls)),
    path("approval/", include(timing_urls)),
    path("notices/", include(notices_urls)),
    path("ledger/", include(ledger_urls)),
    path("changes/", include(changes_urls)),
    *changes_urls.replacements,
]
