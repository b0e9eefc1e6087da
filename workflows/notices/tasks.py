"""Sending notices, done by the worker: no page waits for a mail server."""

from django_tasks import task

from workflows.notices.delivery import deliver


@task()
def send_notice(notice_id: int) -> None:
    """Send one notice through the channels that have not sent it yet."""
    deliver(notice_id)
