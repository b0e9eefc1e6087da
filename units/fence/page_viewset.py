"""The views of all pages in the admin, with the fence around them."""

from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from units.fence import editing, listing, places, reading


class FencedPageViewSet(PageViewSet):
    """Wagtail's views of pages, of which some read more and some show less."""

    model = Page
    # Each list of pages names its own filters
    filterset_class = ViewSet.UNDEFINED

    index_view_class = listing.FencedExplorerView
    content_type_use_view_class = listing.FencedTypeUseView
    choose_parent_view_class = places.FencedChooseParentView
    add_view_class = editing.FencedCreateView
    edit_view_class = editing.FencedEditView
    delete_view_class = editing.FencedDeleteView
    preview_on_add_view_class = places.FencedPreviewOnCreateView
    copy_view_class = places.FencedCopyView
    move_confirm_view_class = places.FencedMoveConfirmView
    view_draft_view_class = reading.DraftView
    revisions_view_class = reading.VersionView
    revisions_compare_view_class = reading.VersionsCompareView
    history_view_class = reading.HistoryView
    usage_view_class = reading.PageUsageView
    workflow_history_view_class = reading.ModerationHistoryView
    workflow_history_detail_view_class = reading.ModerationHistoryDetailView
    workflow_action_view_class = reading.ModerationActionView
    collect_workflow_action_data_view_class = reading.ModerationDataView
    confirm_workflow_cancellation_view_class = reading.ModerationCancellationView


page_viewset = FencedPageViewSet("fenced_pages")
