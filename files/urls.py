"""Views of files in the admin, mounted before Wagtail's of the same addresses."""

from django.urls import path

from files import fence
from units.fence.urls import fenced

admin_urlpatterns = fenced(
    [
        path("images/", fence.FencedImageIndexView.as_view()),
        path("images/results/", fence.FencedImageIndexView.as_view(results_only=True)),
        path("images/<int:image_id>/", fence.FencedImageEditView.as_view()),
        path("images/usage/<int:image_id>/", fence.FencedImageUsageView.as_view()),
        path("images/multiple/<int:image_id>/delete/", fence.FencedImageDeleteView.as_view()),
        path("images/chooser/", fence.image_chooser_viewset.choose_view),
        path("images/chooser/results/", fence.image_chooser_viewset.choose_results_view),
        path("documents/", fence.FencedDocumentIndexView.as_view()),
        path("documents/results/", fence.FencedDocumentIndexView.as_view(results_only=True)),
        path("documents/edit/<int:document_id>/", fence.FencedDocumentEditView.as_view()),
        path("documents/usage/<int:document_id>/", fence.FencedDocumentUsageView.as_view()),
    ]
)
