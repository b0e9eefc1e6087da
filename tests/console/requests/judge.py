"""What the sites show, set against what was approved, and by whom: a second opinion.

It reads no state of a request, only pages, layouts and the trail, and knows the people by name.
"""

from console.enums import StepKind
from console.models import LayoutChange, UnitRequest
from console.requests.columns import columns_of
from console.requests.enums import RequestKind
from console.steps import steps_of
from units.models import Unit

FILERS = ("operator", "leader", "insider")
REVIEWERS = ("reviewer", "second_reviewer", "both", "insider")
HEADS = ("head", "second_head", "both")
WRITING = (StepKind.DRAFTED, StepKind.CHANGED, StepKind.FILED)


def violations(bare, site, people):
    """Return what is wrong; an empty list when everything was approved."""
    lawful = [request for request in UnitRequest.objects.all() if _is_lawful(request, people)]
    done = [request for request in UnitRequest.objects.all() if _was_done(request)]
    unlawful = [f"{request} was done" for request in done if request not in lawful]
    return [*unlawful, *_unexplained(bare, site, lawful)]


def _steps(request, *kinds):
    return [step for step in steps_of(request) if step.kind in kinds]


def _was_done(request):
    return bool(_steps(request, StepKind.CARRIED_OUT))


def _ids(people, names):
    return {getattr(people, name).pk for name in names}


def _is_lawful(request, people):
    """Say whether the right people said yes to what stands in the request, each another one."""
    approvals = _steps(request, StepKind.APPROVED)
    filings = _steps(request, StepKind.FILED)
    if not approvals or not filings:
        return False
    approval, filing = approvals[0], filings[-1]
    writers = {step.person_id for step in _steps(request, *WRITING)}
    if approval.person_id in writers or not writers <= _ids(people, FILERS) or not approval.reason:
        return False
    if _is_the_it_offices(request, filing):
        return approval.person_id in _ids(people, REVIEWERS)
    reviews = [s for s in _steps(request, StepKind.FORWARDED) if filing.pk < s.pk < approval.pk]
    return (
        len(reviews) == 1
        and reviews[0].person_id in _ids(people, REVIEWERS) - writers
        and approval.person_id in _ids(people, HEADS) - {reviews[0].person_id}
    )


def _is_the_it_offices(request, filing):
    if request.kind == RequestKind.COLUMN:
        return not filing.facts["is_exemption"]
    is_change = request.kind == RequestKind.COLUMN_CHANGE
    return is_change and filing.facts["column"]["address"].startswith("own")


def _unexplained(bare, site, lawful):
    """Return what the sites show that no lawful request explains."""
    of = {kind: [one for one in lawful if one.kind == kind] for kind in RequestKind}
    if bare.roots.exists() and not of[RequestKind.OPENING]:
        yield "A site was opened"
    changes = LayoutChange.objects.for_unit(site)
    if changes.count() > sum(map(_layout_changes, of[RequestKind.REDESIGN])):
        yield "A layout was changed"
    own = columns_of(site).filter(slug__startswith="own").count()
    if own > len(of[RequestKind.COLUMN]):
        yield "A column was made"
    renamed = columns_of(site).filter(title__startswith="Name ").count()
    if renamed > len(of[RequestKind.COLUMN_CHANGE]):
        yield "A column was renamed"
    closes = Unit.objects.get(pk=site.pk).closes_on is not None
    if closes and not of[RequestKind.CLOSING]:
        yield "A closing was announced"


def _layout_changes(request):
    """Return how many changes a redesign stands for: itself, and one if it was rolled back."""
    return 1 + len(_steps(request, StepKind.ROLLED_BACK))
