"""All addresses of the install."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

from files.urls import admin_urlpatterns as files_urls
from files.views import DocumentView, ImageView
from home import urls as home_urls
from search import urls as search_urls
from search.words.admin_urls import urlpatterns as search_words_urls
from services import urls as services_urls
from units import urls as units_urls
from units.accounts import urls as accounts_urls
from units.accounts.urls import sign_in
from units.fence import urls as fence_urls
from units.workbench import urls as workbench_urls
from workflows.ledger.public_urls import urlpatterns as certificate_urls
from workflows.urls import admin_urlpatterns as workflows_urls

urlpatterns = [
    path("admin/", include(accounts_urls)),
    path("admin/", include(fence_urls)),
    path("admin/", include(files_urls)),
    path("admin/", include(search_words_urls)),
    path("admin/", include(workflows_urls)),
    path("admin/", include(workbench_urls)),
    path("admin/", include(wagtailadmin_urls)),
    path("_util/login/", sign_in, name="wagtailcore_login"),
    path(
        "documents/<int:document_id>/<path:filename>",
        DocumentView.as_view(),
        name="wagtaildocs_serve",
    ),
    path(
        "images/<str:signature>/<int:image_id>/<str:filter_spec>/",
        ImageView.as_view(),
        name="image",
    ),
    *home_urls.unlocalised,
    *i18n_patterns(
        *search_urls.urlpatterns,
        *services_urls.urlpatterns,
        *home_urls.urlpatterns,
        *certificate_urls,
        *units_urls.urlpatterns,
        prefix_default_language=False,
    ),
]

handler404 = "home.views.not_found"

if settings.DEBUG:
    from django.contrib.staticfiles.urls import staticfiles_urlpatterns

    urlpatterns = [*staticfiles_urlpatterns(), *urlpatterns]
