"""What every view of the project is, and whom of a unit's people it serves.

A view that is not here fails the tests, and so does an entry whose view is gone. Who is not named
is refused; nobody is ever served another unit's things.
"""

from tests.units.isolation.closed_areas import CLOSED_AREAS
from tests.units.isolation.console_views import CONSOLE
from tests.units.isolation.entries import (
    EDITOR,
    LEADER,
    OPERATOR,
    OWNERS,
    PEOPLE,
    READERS,
    STAFF,
    WRITERS,
    Entry,
    Kind,
)

PUBLIC = Entry(Kind.PUBLIC, shows_public=True)
ASSET = Entry(Kind.ASSET)
SIGN_IN = Entry(Kind.SIGN_IN)
CLOSED = Entry(Kind.CLOSED)
EVERYBODY = Entry(Kind.EVERYBODY, STAFF)


# Where the page is in no workflow Wagtail says so on the dashboard, and names nothing
TO_DASHBOARD = frozenset({302})


def _list(roles, **values):
    return Entry(Kind.LIST, roles, **values)


def _object(roles, **values):
    return Entry(Kind.OBJECT, roles, **values)


def _area(prefix, **entries):
    return {f"{prefix}:{name}": entry for name, entry in entries.items()}


CITIZENS = dict.fromkeys(
    (
        *("sitemap", "robots", "units_json", "search", "services", "privacy", "accessibility"),
        *("site_map", "links", "wagtail_serve_root", "wagtail_serve"),
        *("certificate_check", "certificate"),
    ),
    PUBLIC,
)

# A result leads to what is public
FINDING = dict.fromkeys(("search_to", "search_feed", "search_json", "search_suggest"), PUBLIC)

# Whoever asks is served what is public; the files of the two units are not
FILES = {
    "wagtaildocs_serve": _object(READERS),
    "image": _object(READERS),
    "wagtailadmin_sprite": ASSET,
    "wagtailadmin_javascript_catalog": ASSET,
}

ACCOUNTS = {
    **dict.fromkeys(
        (
            "wagtailadmin_login",
            "wagtailadmin_logout",
            "wagtailadmin_password_reset",
            "wagtailadmin_password_reset_done",
            "wagtailadmin_password_reset_confirm",
            "wagtailadmin_password_reset_complete",
        ),
        SIGN_IN,
    ),
    **dict.fromkeys(
        (
            *("wagtailcore_login", "account_login", "account_logout", "account_reset_password"),
            *("account_reset_password_done", "account_reset_password_from_key"),
            *("account_reset_password_from_key_done", "mfa_authenticate"),
            *("openid_connect_login", "openid_connect_callback", "socialaccount_login_cancelled"),
        ),
        SIGN_IN,
    ),
    # One's own password, second factor and sessions, whether one has a role or not
    **dict.fromkeys(
        (
            *("account_reauthenticate", "account_change_password", "account_set_password"),
            *("usersessions_list", "mfa_index", "mfa_reauthenticate", "mfa_activate_totp"),
            *("mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"),
            "mfa_download_recovery_codes",
        ),
        SIGN_IN,
    ),
    "sign_ins": _list(PEOPLE),
    "sign_ins_results": _list(PEOPLE),
    "wagtailadmin_account": EVERYBODY,
    "wagtailadmin_dismissibles": EVERYBODY,
}

PAGES = {
    "wagtailadmin_explore_root": _list(READERS),
    "wagtailadmin_explore": _object(READERS),
    "wagtailadmin_explore_results": _object(READERS),
    **_area(
        "wagtailadmin_pages",
        add=_object(WRITERS),
        preview_on_add=_object(WRITERS, shows_public=True),
        type_use=_list(READERS),
        type_use_results=_list(READERS),
        choose_parent=_list(STAFF),
        usage=_object(READERS),
        edit=_object(WRITERS),
        preview_on_edit=_object(WRITERS, shows_public=True),
        view_draft=_object(READERS, shows_public=True),
        add_subpage=_object(WRITERS),
        delete=_object(WRITERS),
        unpublish=CLOSED,
        convert_alias=CLOSED,
        search=_list(READERS),
        search_results=_list(READERS),
        move=_object(WRITERS),
        move_confirm=_object(WRITERS),
        set_page_position=CLOSED,
        copy=_object(WRITERS),
        # Approvals are decided in the inbox
        workflow_action=CLOSED,
        collect_workflow_action_data=CLOSED,
        confirm_workflow_cancellation=_object(READERS),
        workflow_preview=CLOSED,
        set_privacy=CLOSED,
        lock=CLOSED,
        unlock=CLOSED,
        # An old address that sends whoever asks on to the history, which refuses
        revisions_index=EVERYBODY,
        revisions_view=_object(READERS, shows_public=True),
        revisions_revert=_object(WRITERS),
        revisions_unschedule=CLOSED,
        revisions_compare=_object(READERS),
        workflow_history=_object(READERS),
        workflow_history_detail=_object(READERS),
        history=_object(READERS),
        history_results=_object(READERS),
    ),
    "wagtail_bulk_action": _object(WRITERS),
}

# What is live may be linked to by everybody
CHOOSERS = {
    "wagtailadmin_choose_page": _list(STAFF, shows_public=True),
    "wagtailadmin_choose_page_child": _object(READERS, shows_public=True, foreign=frozenset({200})),
    "wagtailadmin_choose_page_search": _list(STAFF, shows_public=True),
    "wagtailadmin_choose_page_chosen_multiple": _list(STAFF, shows_public=True),
    "wagtailadmin_choose_page_external_link": _list(STAFF),
    "wagtailadmin_choose_page_email_link": _list(STAFF),
    "wagtailadmin_choose_page_phone_link": _list(STAFF),
    "wagtailadmin_choose_page_anchor_link": _list(STAFF),
    "wagtailadmin_tag_autocomplete": _list(STAFF),
    "wagtailadmin_tag_model_autocomplete": _list(STAFF),
    "wagtailembeds:chooser": _list(STAFF),
    "wagtailembeds:chooser_upload": _list(STAFF),
    "wagtailadmin_block_preview": _list(STAFF),
}

IMAGES = {
    **_area(
        "wagtailimages",
        index=_list(WRITERS),
        index_results=_list(WRITERS),
        edit=_object(WRITERS),
        delete=_object(WRITERS),
        url_generator=CLOSED,
        url_generator_output=CLOSED,
        preview=_object(WRITERS),
        add=_list(WRITERS),
        image_usage=_object(WRITERS),
        add_multiple=_list(WRITERS),
        edit_multiple=_object(WRITERS),
        create_multiple_from_uploaded_image=_object(WRITERS),
        delete_multiple=_object(WRITERS),
        delete_upload_multiple=_object(WRITERS),
    ),
    **_area(
        "wagtailimages_chooser",
        choose=_list(STAFF),
        choose_results=_list(STAFF),
        chosen=_object(READERS),
        chosen_multiple=_list(STAFF),
        create=_list(WRITERS),
        select_format=_object(READERS),
    ),
}

DOCUMENTS = {
    **_area(
        "wagtaildocs",
        index=_list(WRITERS),
        index_results=_list(WRITERS),
        add=_list(WRITERS),
        edit=_object(WRITERS),
        delete=_object(WRITERS),
        add_multiple=_list(WRITERS),
        edit_multiple=_object(WRITERS),
        create_multiple_from_uploaded_document=_object(WRITERS),
        delete_multiple=_object(WRITERS),
        delete_upload_multiple=_object(WRITERS),
        document_usage=_object(WRITERS),
    ),
    **_area(
        "wagtaildocs_chooser",
        choose=_list(STAFF),
        choose_results=_list(STAFF),
        chosen=_object(READERS),
        chosen_multiple=_list(STAFF),
        create=_list(WRITERS),
    ),
}

API = {
    "wagtailadmin_api:pages:listing": _list(STAFF),
    "wagtailadmin_api:pages:detail": _object(READERS),
    "wagtailadmin_api:pages:find": _list(OWNERS),
    "wagtailadmin_api:pages:action": CLOSED,
    "wagtailadmin_api:documents:listing": _list(STAFF),
    "wagtailadmin_api:documents:detail": _object(READERS),
    "wagtailadmin_api:documents:find": _list(OWNERS),
    "wagtailadmin_api:images:listing": _list(STAFF),
    "wagtailadmin_api:images:detail": _object(READERS),
    "wagtailadmin_api:images:find": _list(OWNERS),
}

REPORTS = _area(
    "wagtailadmin_reports",
    **dict.fromkeys(
        (
            *("locked_pages", "locked_pages_results", "workflow", "workflow_results"),
            *("workflow_tasks", "workflow_tasks_results", "site_history"),
            *("site_history_results", "aging_pages", "aging_pages_results"),
            *("page_types_usage", "page_types_usage_results"),
        ),
        _list(READERS),
    ),
)

# What people look for is read by each unit for its own; the IT office keeps what follows from it
WORDS = {
    **dict.fromkeys(
        (
            *("search_words_hot", "search_words_hot_results"),
            *("search_words_empty", "search_words_empty_results"),
        ),
        _list(STAFF),
    ),
    **_area(
        "search_synonyms",
        **dict.fromkeys(
            ("index", "index_results", "add", "import", "edit", "history", "history_results"),
            CLOSED,
        ),
    ),
    **_area(
        "wagtailsearchpromotions",
        **dict.fromkeys(
            (
                *("index", "index_results", "add", "edit", "delete", "chooser", "chooserresults"),
                *("search_terms", "search_terms_results"),
            ),
            CLOSED,
        ),
    ),
}

PEOPLE_SCREENS = _area(
    "wagtailusers_users",
    index=_list(PEOPLE),
    index_results=_list(PEOPLE),
    add=_list(PEOPLE),
    **dict.fromkeys(
        (
            *("edit", "history", "history_results", "link", "password", "sign_out"),
            *("deactivate", "reactivate", "add_role", "end_role", "principal"),
        ),
        _object(PEOPLE),
    ),
)

# What waits for a decision: its unit's editors and leader read it, its leader decides
INBOX = {
    **dict.fromkeys(("approval_inbox", "approval_decided", "approval_bulk"), _list(STAFF)),
    "approval_all": CLOSED,
    "approval_item": _object(OWNERS),
    "approval_preview": _object(OWNERS, shows_public=True),
    "approval_seen": _object(OWNERS),
    "approval_decide": _object(frozenset({LEADER})),
    "approval_reroute": CLOSED,
}

# What is sent for approval: its unit's editors send it and take it back, its leader recalls it
DESK = {
    "approval_submit": _object(WRITERS),
    "approval_progress": _object(READERS),
    "approval_withdraw": _object(frozenset({EDITOR})),
    # The editor stands in for the leader
    "approval_recall": _object(OWNERS),
    # The secrecy bureau's
    "approval_release": CLOSED,
    **_area(
        "approval_words",
        **dict.fromkeys(
            ("index", "index_results", "add", "import", "edit", "history", "history_results"),
            CLOSED,
        ),
    ),
}

# What was decided: who answers for a unit reads about it, and its editors the sheets
LEDGER = {
    **{
        f"ledger_{name}{part}": _list(frozenset({LEADER, OPERATOR}))
        for name in ("entries", "returns", "timeliness")
        for part in ("", "_results")
    },
    "certificate_whole": _object(OWNERS),
    "certificate_of_code": _object(OWNERS),
    # What two persons of the centre change
    **dict.fromkeys(
        (
            *("changes", "changes_results", "change_item", "change_kinds", "change_objects"),
            *("change_add", "change_update", "change_remove"),
        ),
        CLOSED,
    ),
}

# What waits for a person, and in whose place he decides
TIME = {
    "notices": EVERYBODY,
    "notices_read": EVERYBODY,
    "notice_open": _object(frozenset({EDITOR})),
    "approval_delegations": _list(OWNERS),
    "approval_delegation_leader": _object(frozenset({LEADER})),
    "approval_delegation_office": CLOSED,
    "approval_delegation_end": _object(OWNERS),
}

ADMIN = {
    "wagtailadmin_home": EVERYBODY,
    "landing": EVERYBODY,
    "(admin/test404/)": EVERYBODY,
    "(admin/^.*/$)": CLOSED,
    "wagtailadmin_error_test": CLOSED,
    "wagtailadmin_editing_sessions:ping": _object(WRITERS),
    "wagtailadmin_editing_sessions:release": EVERYBODY,
    "wagtailsnippets:index": CLOSED,
}

# Written by actions, or the IT office's
CENTRE = {f"{area}:{name}": CLOSED for area, names in CLOSED_AREAS.items() for name in names}

VIEWS = {
    **CITIZENS,
    **FINDING,
    **FILES,
    **ACCOUNTS,
    **PAGES,
    **CHOOSERS,
    **IMAGES,
    **DOCUMENTS,
    **API,
    **REPORTS,
    **WORDS,
    **PEOPLE_SCREENS,
    **INBOX,
    **DESK,
    **LEDGER,
    **TIME,
    **ADMIN,
    **CONSOLE,
    **CENTRE,
}
