"""What the public sees of the models of this app, of the apps below it and of Wagtail."""

from __future__ import annotations

from workflows.gate.classification import Exposure, classify

# Files are served only while a certified page shows them, and never replaced
GATED = ("files.Document", "files.Image", "wagtailcore.Page")

TWO_PERSON = (
    "units.LevelSettings",
    "wagtailcore.Locale",
    "wagtailcore.Site",
    "wagtailredirects.Redirect",
)

OFFICE = ("units.FeatureSwitch", "units.Unit", "units.UnitHost", "units.UnitRoot")

DERIVED = (
    "files.FileText",
    "files.PublicFile",
    "files.Rendition",
    "wagtailcore.ReferenceIndex",
    "wagtailembeds.Embed",
    "wagtailsearch.IndexEntry",
    "wagtailsearch.SQLiteFTSIndexEntry",
)

OF_THE_GATE = (
    "workflows.ApprovalDelegation",
    "workflows.Certificate",
    "workflows.Decision",
    "workflows.LeaderTask",
    "workflows.LedgerEntry",
    "workflows.ListedWord",
    "workflows.Notice",
    "workflows.OfficeTask",
    "workflows.ProposedChange",
    "workflows.Revocation",
    "workflows.SecrecyTask",
    "workflows.StageState",
    "workflows.Submission",
)

OF_UNITS = ("units.ColumnDelegation", "units.Membership", "units.SignIn", "units.User")

# Restrictions only hide, promotions only order; the image and document models of Wagtail itself
# hold no rows
OF_WAGTAIL = (
    "wagtailadmin.Admin",
    "wagtailadmin.EditingSession",
    "wagtailadmin.FormState",
    "wagtailcore.APIToken",
    "wagtailcore.Collection",
    "wagtailcore.CollectionViewRestriction",
    "wagtailcore.Comment",
    "wagtailcore.CommentReply",
    "wagtailcore.GroupApprovalTask",
    "wagtailcore.GroupCollectionPermission",
    "wagtailcore.GroupPagePermission",
    "wagtailcore.GroupSitePermission",
    "wagtailcore.ModelLogEntry",
    "wagtailcore.PageLogEntry",
    "wagtailcore.PageSubscription",
    "wagtailcore.PageViewRestriction",
    "wagtailcore.Revision",
    "wagtailcore.Task",
    "wagtailcore.TaskState",
    "wagtailcore.UploadedFile",
    "wagtailcore.Workflow",
    "wagtailcore.WorkflowContentType",
    "wagtailcore.WorkflowPage",
    "wagtailcore.WorkflowState",
    "wagtailcore.WorkflowTask",
    "wagtaildocs.Document",
    "wagtailimages.Image",
    "wagtailimages.Rendition",
    "wagtailsearchpromotions.Query",
    "wagtailsearchpromotions.QueryDailyHits",
    "wagtailsearchpromotions.SearchPromotion",
    "wagtailusers.UserProfile",
)


def classify_known_models() -> None:
    """Tell the models apart; called once, when the app starts."""
    classify(Exposure.GATED, *GATED)
    classify(Exposure.TWO_PERSON, *TWO_PERSON)
    classify(Exposure.OFFICE, *OFFICE)
    classify(Exposure.DERIVED, *DERIVED)
    classify(Exposure.INTERNAL, *OF_THE_GATE, *OF_UNITS, *OF_WAGTAIL)
