"""The types of pages a visitor can meet; `tests.browser.city` finds one page of each."""

COLUMNS = tuple(
    f"column of {layout}"
    for layout in ("list", "text", "leaders", "services", "policies", "interaction")
)
ITEMS = (
    "article",
    "picture article",
    "article with a table",
    "notice",
    "policy",
    "long policy",
    "leader",
    "topic",
    "service",
)
PAGE_TYPES = (
    "portal home",
    "unit directory",
    "unit without a site",
    "unit home",
    "channel home",
    *COLUMNS,
    *ITEMS,
    "search with hits",
    "search in one unit",
    "search with an answer",
    "search without hits",
    "search of a unit that is not there",
    "service catalogue",
    "link directory",
    "privacy",
    "accessibility",
    "site map",
    "page not found",
)
