"""The views of the console: what a unit's leaders and operators find there of their own unit."""

from tests.units.isolation.entries import LEADER, OPERATOR, Entry, Kind

FILERS = frozenset({LEADER, OPERATOR})
CLOSED = Entry(Kind.CLOSED)
LIST = Entry(Kind.LIST, FILERS)
OBJECT = Entry(Kind.OBJECT, FILERS)

# What is like a request stands there with it, and is public
REQUESTS = {
    "console_requests_list": LIST,
    "console_requests_list_results": LIST,
    "console_requests_new": LIST,
    "console_requests_write": OBJECT,
    "console_requests_show": Entry(Kind.OBJECT, FILERS, shows_public=True),
    "console_requests_change": OBJECT,
}

# Who files for a unit files its team, and reads about its own alone
FILINGS = {
    "console_filings_list": LIST,
    "console_filings_list_results": LIST,
    "console_filings_team": OBJECT,
}

LIFECYCLE = {"console_lifecycle_unit": OBJECT}

# Rules are shared by all units; the list of them, with who proposed what, is the IT office's
RULES = {
    "console_rules_list": CLOSED,
    "console_rules_list_results": CLOSED,
    "console_rules_add": CLOSED,
    "console_rules_rule": CLOSED,
    "console_rules_matrix": LIST,
    "console_rules_matrix_results": LIST,
    "console_rules_own": LIST,
    "console_rules_version": LIST,
    "console_rules_file": LIST,
}

STANDARDS = {
    "console_standards_list": CLOSED,
    "console_standards_list_results": CLOSED,
    "console_standards_runs": CLOSED,
    "console_standards_checks": CLOSED,
    "console_standards_check": CLOSED,
    "console_standards_check_add": CLOSED,
    "console_standards_tasks": LIST,
    "console_standards_tasks_results": LIST,
    "console_standards_unit": OBJECT,
}

# Its own plans; campaigns and the briefing are about everybody
PLANS = {
    "console_plans_list": LIST,
    "console_plans_list_results": LIST,
    "console_plans_new": OBJECT,
    "console_plans_plan": OBJECT,
    "console_plans_revise": OBJECT,
    **dict.fromkeys(
        (
            *("console_campaigns_list", "console_campaigns_list_results", "console_campaigns_new"),
            *("console_campaigns_campaign", "console_campaigns_snapshot"),
            *("console_campaigns_board", "console_campaigns_board_results"),
            *("console_campaigns_late", "console_campaigns_late_results"),
            "console_briefing_page",
        ),
        Entry(Kind.CLOSED),
    ),
}

# The list of units is the IT office's; who files for a unit reads about it
REGISTER = {
    **dict.fromkeys(
        (
            *("console_register_units", "console_register_units_results"),
            *("console_register_import", "console_register_provision", "console_register_run"),
            *("console_register_run_state", "console_register_blueprints"),
            "console_register_proposal",
        ),
        CLOSED,
    ),
    "console_register_unit": OBJECT,
}

# Who files for a unit files its projects; the rest is the IT office's
MONEY = {
    "console_money_projects": LIST,
    "console_money_projects_results": LIST,
    "console_money_file": LIST,
    "console_money_project": OBJECT,
    **dict.fromkeys(
        (
            *("console_money", "console_money_lines", "console_money_lines_results"),
            *("console_money_record", "console_money_line", "console_money_qualification"),
        ),
        CLOSED,
    ),
    **{
        f"console_money_{register}:{name}": CLOSED
        for register in ("contractors", "contracts")
        for name in ("index", "index_results", "add", "edit", "history", "history_results")
    },
}

CONSOLE = {**REGISTER, **MONEY, **LIFECYCLE, **PLANS, **REQUESTS, **FILINGS, **RULES, **STANDARDS}
