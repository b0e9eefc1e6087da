"""What people do with texts on their way to the public; everything else is refused.

Each action locks the page first, reads everything afresh, checks, writes, and adds to the ledger,
all in one transaction. People are told after it is committed.
"""

from workflows.stages.deciding import decide, mark_seen
from workflows.stages.steering import recall, release, reroute
from workflows.stages.submitting import submit_page, withdraw

__all__ = [
    "decide",
    "mark_seen",
    "recall",
    "release",
    "reroute",
    "submit_page",
    "withdraw",
]
