"""What the gate adds to the admin; each part registers its hooks on import."""

from workflows.changes import wagtail_hooks as changes_hooks  # noqa: F401
from workflows.desk import wagtail_hooks as desk_hooks  # noqa: F401
from workflows.inbox import wagtail_hooks as inbox_hooks  # noqa: F401
from workflows.ledger import wagtail_hooks as ledger_hooks  # noqa: F401
from workflows.notices import wagtail_hooks as notices_hooks  # noqa: F401
from workflows.stages import wagtail_hooks as stages_hooks  # noqa: F401
from workflows.timing import wagtail_hooks as timing_hooks  # noqa: F401
