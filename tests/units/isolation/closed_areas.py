"""Areas of Wagtail's admin that are closed to everybody who has no business in the centre."""

CLOSED_AREAS = {
    "units_limits": ("quotas", "levels", "level", "quota", "features", "feature"),
    "delegations": ("index", "end"),
    "wagtailadmin_collections": ("index", "add", "edit", "delete", "set_privacy"),
    "wagtailadmin_workflows": (
        *("index", "index_results", "add", "enable", "disable", "edit", "usage", "usage_results"),
        *("remove", "add_task", "select_task_type", "task_index", "task_index_results"),
        *("edit_task", "disable_task", "enable_task", "task_chooser", "task_chooser_results"),
        *("task_chooser_create", "task_chosen"),
    ),
    "wagtailredirects": (
        *("index", "index_results", "add", "edit", "delete", "start_import", "process_import"),
    ),
    "wagtaillocales": (
        *("index", "index_results", "add", "edit", "delete", "history", "history_results"),
        "usage",
    ),
    "wagtailsites": (
        *("index", "index_results", "add", "edit", "delete", "history", "history_results"),
        *("usage", "copy"),
    ),
    "wagtailusers_groups": (
        *("index", "index_results", "add", "edit", "delete", "history", "history_results"),
        "usage",
    ),
}
