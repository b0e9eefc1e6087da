"""What every parameter of the URL map may be: the domains that make one pattern many views.

A domain is a set of subjects, each a value for every kind of thing that it speaks of, so that a
page is asked for with its own revision, not with any. Kinds of a unit's things have subjects in
each unit; free kinds, such as a page type, are the same for everybody.
"""

from fnmatch import fnmatch

from django.utils.http import int_to_base36, urlsafe_base64_encode
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.images.utils import generate_signature
from wagtail.models import Locale, get_page_models

from console.models import RuleVersion
from console.requests.enums import RequestKind
from content.models import ArticlePage
from search.models import PublishedItem

# Which kind of thing a parameter names: the first line that fits view and parameter counts
PARAMETERS = (
    ("wagtailadmin_api:pages:*", "pk", "page"),
    ("wagtailadmin_api:documents:*", "pk", "document"),
    ("wagtailadmin_api:images:*", "pk", "image"),
    ("wagtailadmin_api:pages:action", "action_name", "page action"),
    ("wagtail_bulk_action", "app_label", "bulk app"),
    ("wagtail_bulk_action", "model_name", "bulk model"),
    ("wagtail_bulk_action", "action", "bulk action"),
    ("wagtailadmin_pages:choose_parent", "app_label", "type app"),
    ("wagtailadmin_pages:choose_parent", "model_name", "type model"),
    ("wagtailadmin_pages:*", "content_type_app_name", "type app"),
    ("wagtailadmin_pages:*", "content_type_model_name", "type model"),
    ("wagtailadmin_pages:revisions_compare", "pk", "page"),
    ("wagtailadmin_pages:*", "action_name", "workflow action"),
    ("wagtailadmin_pages:*add*", "parent_page_id", "parent"),
    ("*", "parent_page_id", "page"),
    ("*", "page_id", "page"),
    ("*", "page_to_move_id", "page"),
    ("*", "page_pk", "page"),
    ("*", "destination_id", "destination"),
    ("*", "revision_id", "revision"),
    ("*", "revision_id_a", "earlier revision"),
    ("*", "revision_id_b", "later revision"),
    ("*", "task_state_id", "task state"),
    ("*", "workflow_state_id", "workflow state"),
    ("wagtailadmin_pages:workflow_preview", "task_id", "task"),
    ("wagtailadmin_workflows:*task*", "pk", "task"),
    ("wagtailadmin_workflows:*task*", "task_id", "task"),
    ("wagtailadmin_workflows:add_task", "app_label", "task app"),
    ("wagtailadmin_workflows:add_task", "model_name", "task model"),
    ("wagtailadmin_workflows:*", "pk", "workflow"),
    ("wagtailadmin_workflows:*", "workflow_pk", "workflow"),
    ("wagtailadmin_tag_model_autocomplete", "app_name", "tag app"),
    ("wagtailadmin_tag_model_autocomplete", "model_name", "tag model"),
    ("wagtailadmin_collections:*", "pk", "collection"),
    ("*", "collection_id", "collection"),
    ("wagtailadmin_editing_sessions:ping", "app_label", "edited app"),
    ("wagtailadmin_editing_sessions:ping", "model_name", "edited model"),
    ("wagtailadmin_editing_sessions:ping", "object_id", "edited object"),
    ("*", "session_id", "session"),
    ("*", "redirect_id", "redirect"),
    ("wagtaildocs_chooser:*", "pk", "document"),
    ("wagtailimages_chooser:*", "pk", "image"),
    ("*", "document_id", "document"),
    ("*", "doc_id", "document"),
    ("*", "image_id", "image"),
    ("*image", "uploaded_file_id", "image upload"),
    ("wagtailimages:*", "uploaded_file_id", "image upload"),
    ("wagtaildocs:*", "uploaded_file_id", "document upload"),
    ("image", "filter_spec", "signed filter"),
    ("image", "signature", "signature"),
    ("*", "filter_spec", "filter"),
    ("wagtaillocales:*", "pk", "locale"),
    ("wagtailsites:*", "pk", "site"),
    ("wagtailusers_users:*", "pk", "person"),
    ("wagtailusers_users:*", "membership", "membership"),
    ("delegations:end", "pk", "delegation"),
    ("approval_submit", "pk", "page"),
    ("approval_progress", "pk", "page"),
    ("approval_recall", "pk", "page"),
    ("approval_withdraw", "pk", "submission"),
    ("approval_release", "pk", "submission"),
    ("approval_words:*", "pk", "listed word"),
    ("search_synonyms:*", "pk", "synonym"),
    ("wagtailsearchpromotions:*", "query_id", "promoted query"),
    ("search_to", "item_id", "public item"),
    ("approval_item", "pk", "stage"),
    ("approval_preview", "pk", "stage"),
    ("approval_seen", "pk", "stage"),
    ("approval_decide", "pk", "stage"),
    ("approval_reroute", "pk", "stage"),
    ("certificate_whole", "pk", "certificate"),
    ("certificate", "code", "check code"),
    ("certificate_of_code", "code", "check code"),
    ("change_item", "pk", "change"),
    ("change_*", "model", "change model"),
    ("change_*", "pk", "changed object"),
    ("notice_open", "pk", "notice"),
    ("approval_delegation_end", "pk", "approval delegation"),
    ("approval_delegation_leader", "code", "unit code"),
    ("approval_delegation_office", "role", "office"),
    ("console_register_unit", "code", "unit code"),
    ("console_lifecycle_unit", "code", "unit code"),
    ("console_register_proposal", "pk", "blueprint proposal"),
    ("console_register_run*", "pk", "office run"),
    ("console_money_project", "pk", "project"),
    ("console_money_line", "pk", "cost line"),
    ("console_money_qualification", "pk", "contractor"),
    ("console_money_contractors:*", "pk", "contractor"),
    ("console_money_contracts:*", "pk", "contract"),
    ("units_limits:level", "level", "level"),
    ("units_limits:quota", "code", "unit code"),
    ("units_limits:feature", "key", "feature"),
    ("console_filings_team", "code", "unit code"),
    ("console_standards_unit", "code", "unit code"),
    ("console_standards_check", "pk", "unification"),
    ("console_rules_rule", "pk", "rule"),
    ("console_rules_*", "pk", "version of a rule"),
    ("console_plans_new", "code", "unit code"),
    ("console_plans_*", "plan", "plan"),
    ("console_campaigns_*", "campaign", "campaign"),
    ("console_campaigns_*", "snapshot", "snapshot"),
    ("console_requests_write", "code", "unit code"),
    ("console_requests_write", "kind", "kind of request"),
    ("console_requests_*", "pk", "request"),
    ("wagtailusers_groups:*", "pk", "group"),
    ("wagtailadmin_password_reset_confirm", "uidb64", "encoded person"),
    ("wagtailadmin_password_reset_confirm", "token", "token"),
    ("account_reset_password_from_key", "uidb36", "person in base 36"),
    ("account_reset_password_from_key", "key", "token"),
    ("openid_connect_*", "provider_id", "provider"),
    ("wagtaildocs_serve", "filename", "file name"),
    ("wagtail_serve", "path", "path"),
)

# What follows the path, where the objects of a view are named there
QUERIES = {
    "wagtail_bulk_action": ("?%(bulk objects)s", "bulk objects"),
    "wagtailadmin_block_preview": ("?id=%(block)s", "block"),
}

# Where a pattern takes any text at all
SAMPLES = {"(admin/^.*/$)": "/admin/no/such/view/"}


class UnknownParameterError(LookupError):
    """A parameter of the URL map has no domain."""


def kind_of(view_name, parameter):
    """Return which kind of thing a view's parameter names."""
    for pattern, name, kind in PARAMETERS:
        if parameter == name and fnmatch(view_name, pattern):
            return kind
    raise UnknownParameterError(f"Say in PARAMETERS what {parameter} of {view_name} names.")


def page_subjects(side):
    """Return the pages of a unit, each with what belongs to it."""
    pages = (side.draft, side.moderated, side.item, side.home, side.column, side.locked)
    return [_page_subject(side, page) for page in (*pages, side.scheduled, *side.elsewhere)]


def _page_subject(side, page):
    revision = page.latest_revision_id or side.draft.latest_revision_id
    return {
        "page": page.pk,
        "destination": side.column.pk,
        "revision": revision,
        "earlier revision": "earliest",
        "later revision": revision,
        "task state": side.task_state.pk,
        "workflow state": side.workflow_state.pk,
        "task": side.task.pk,
    }


def parent_subjects(side):
    """Return the pages of a unit below which a page could be made."""
    return [{"parent": page.pk} for page in (side.column, side.home, side.item, side.draft)]


def bulk_subjects(side):
    """Return every bulk action of the registry with objects of a unit to act on."""
    bulk_action_registry.get_bulk_actions_for_model("wagtailcore", "page")
    objects = {
        "page": [side.draft, side.item],
        "image": [side.image],
        "document": [side.document],
        "user": [side.editor],
    }
    subjects = []
    for app, models in bulk_action_registry.actions.items():
        for model, actions in models.items():
            named = "&".join(f"id={thing.pk}" for thing in objects[model])
            queries = [named, f"id=all&childOf={side.home.pk}"] if model == "page" else [named]
            subjects += [
                {"bulk app": app, "bulk model": model, "bulk action": action, "bulk objects": query}
                for action in actions
                for query in queries
            ]
    return subjects


def edited_subjects(side):
    """Return what somebody of a unit may be editing."""
    things = (side.draft, side.item, side.image, side.document, side.editor, side.redirect)
    return [
        {
            "edited app": thing._meta.app_label,
            "edited model": thing._meta.model_name,
            "edited object": thing.pk,
        }
        for thing in (*things, side.site, side.collection, side.group, side.unit)
    ]


def path_subjects(side):
    """Return the paths of a unit's pages, on the unit's own host."""
    host = f"/{side.site.hostname}:{side.site.port}"
    home = side.home.url_path
    pages = (side.home, side.item, side.draft, side.column)
    below = [f"{host}/{page.url_path.removeprefix(home)}" for page in pages]
    return [{"path": path} for path in (*below, f"{below[-1]}feed/")]


def image_subjects(side):
    """Return the pictures of a unit, each with a filter that is signed for it."""
    spec = "width-100"
    return [
        {"image": image.pk, "signed filter": spec, "signature": generate_signature(image.pk, spec)}
        for image in (side.image, side.spare_image)
    ]


def person_subjects(side):
    """Return the people of a unit, each with a membership."""
    people = ("editor", "leader", "operator", "former", "both")
    return [
        {"person": getattr(side, name).pk, "membership": getattr(side, f"{name}_membership").pk}
        for name in people
        if hasattr(side, name)
    ]


def _one(kind, thing):
    return lambda side: [{kind: thing(side)}]


# The domains of things that belong to a unit
OWNED = (
    page_subjects,
    parent_subjects,
    bulk_subjects,
    edited_subjects,
    path_subjects,
    image_subjects,
    lambda side: [{"document": side.document.pk, "file name": side.document.filename}],
    _one("collection", lambda side: side.collection.pk),
    _one("session", lambda side: side.session.pk),
    _one("redirect", lambda side: side.redirect.pk),
    _one("image upload", lambda side: side.uploads["image"].pk),
    _one("document upload", lambda side: side.uploads["document"].pk),
    _one("site", lambda side: side.site.pk),
    person_subjects,
    _one("delegation", lambda side: side.delegation.pk),
    _one("notice", lambda side: side.notice.pk),
    _one("request", lambda side: side.request.pk),
    _one("plan", lambda side: side.plan.pk),
    lambda side: [{"certificate": side.certificate.pk, "check code": side.certificate.code}],
    _one("stage", lambda side: side.task_state.pk),
    _one("submission", lambda side: side.task_state.submission_id),
    _one("approval delegation", lambda side: side.approval_delegation.pk),
    _one("unit code", lambda side: side.unit.code),
    _one("project", lambda side: side.project.pk),
    _one("feature", lambda side: side.switch.key),
    _one("group", lambda side: side.group.pk),
    lambda side: [
        {
            "encoded person": urlsafe_base64_encode(str(side.editor.pk).encode()),
            "person in base 36": int_to_base36(side.editor.pk),
        }
    ],
    _one("workflow", lambda side: side.workflow.pk),
)


def free_subjects():
    """Return the domains of what belongs to no unit."""
    types = [
        {"type app": m._meta.app_label, "type model": m._meta.model_name}
        for m in (ArticlePage, *get_page_models())
    ]
    return (
        types,
        [{"page action": name} for name in _page_actions()],
        [{"workflow action": name} for name in ("approve", "reject")],
        [{"task app": "wagtailcore", "task model": "groupapprovaltask"}],
        [
            {"tag app": app, "tag model": model}
            for app, model in (("taggit", "tag"), ("files", "image"), ("files", "document"))
        ],
        [{"filter": "width-100"}],
        [{"token": "set-password"}, {"token": "abc-0123456789abcdef"}],
        [{"provider": "openid_connect"}],
        [{"locale": Locale.objects.first().pk}],
        [{"level": "city"}],
        [{"office": "secrecy"}],
        [{"change": 1}],
        [{"listed word": 1}],
        [{"blueprint proposal": 1}],
        [{"office run": 1}],
        [{"cost line": 1}],
        [{"campaign": 1}],
        [{"snapshot": 1}],
        [{"contractor": 1}],
        [{"contract": 1}],
        [{"synonym": 1}],
        [{"unification": 1}],
        [{"rule": 1}],
        [{"version of a rule": RuleVersion.objects.order_by("pk").values_list("pk", flat=True)[0]}],
        [{"promoted query": 1}],
        [{"kind of request": kind} for kind in RequestKind.values],
        [{"public item": PublishedItem.objects.order_by("pk").values_list("pk", flat=True)[0]}],
        [{"change model": "home.link", "changed object": 1}],
        [{"block": _block().definition_prefix}],
    )


def _block():
    return ArticlePage.body.field.stream_block.child_blocks["heading"]


def _page_actions():
    from wagtail.admin.api.views import PagesAdminAPIViewSet

    return sorted(PagesAdminAPIViewSet.actions)


# Of what is asked for together, what leads and what depends on it
DEPENDENT = {
    "page": {
        *("destination", "revision", "later revision", "task state", "workflow state", "task"),
    },
    "person": {"membership"},
}


def subjects(kinds, side):
    """Return the values of the kinds with things of a side.

    Of several domains each is gone through with the first subject of the others.
    """
    kinds = set(kinds)
    chosen = []
    for domain in (*OWNED, *free_subjects()):
        entries = domain(side) if callable(domain) else domain
        if covered := kinds & entries[0].keys():
            chosen.append(entries)
            kinds -= covered
    if kinds:
        raise UnknownParameterError(f"No domain has the kinds {sorted(kinds)}.")
    first = {kind: value for entries in chosen for kind, value in entries[0].items()}
    return [first | subject for entries in chosen for subject in entries] or [first]


def is_owned(kinds, side):
    """Say whether a kind among these names a thing of a unit."""
    return any(set(kinds) & domain(side)[0].keys() for domain in OWNED)
