"""The look of the lists of plans and campaigns: days on one line, names that stay readable."""

from __future__ import annotations

from units.workbench.tables import TableReport


class PlansReport(TableReport):
    """A list of plans or campaigns."""

    template_name = "console/plans/report.html"
    table_classname = "listing plan-report"
