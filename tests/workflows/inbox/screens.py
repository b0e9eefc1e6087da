"""What a browser does with the screens of the inbox."""

from django.urls import reverse

from tests.workflows.world import fields_of
from units.enums import System
from workflows.screening.enums import ProhibitedClass

TEXT = [{"type": "paragraph", "value": "<p>Plain words for everybody.</p>"}]


def draft(world, **values):
    """Return an article that may be sent for approval."""
    return world.draft(**{"subject_class": System.GOVERNMENT, "body": TEXT} | values)


def live(world, **values):
    """Return such an article that is public."""
    return world.live(**{"subject_class": System.GOVERNMENT, "body": TEXT} | values)


def open_list(client, name="approval_inbox", **query):
    return client.get(reverse(name), query)


def titles(response):
    """The titles of the rows of a list."""
    return [row.submission.page_title for row in response.context["rows"]]


def open_item(client, state, query=""):
    return client.get(reverse("approval_item", args=[state.pk]) + query)


def filled(client, state, verdict, **values):
    """Return what the form of an item holds once everything is ticked and a button is pressed."""
    sent = fields_of(open_item(client, state), "decision")
    everything = {
        "verdict": verdict,
        "checked_classes": ProhibitedClass.values,
        "signs_accuracy": "on",
        "opinion": "Seen.",
    }
    return {**sent, **everything, **values}


def send(client, state, data, query=""):
    return client.post(reverse("approval_decide", args=[state.pk]) + query, data)


def decide(client, state, verdict="approved", query="", **values):
    return send(client, state, filled(client, state, verdict, **values), query)
