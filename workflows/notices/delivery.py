"""How notices leave the admin: through every channel that the settings name, each on its own."""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import cast

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from workflows.models import Notice
from workflows.notices.channels import Channel

logger = logging.getLogger(__name__)


def deliver(notice_id: int) -> None:
    """Send a notice through the channels that have not sent it yet.

    What a channel raises is logged and stops no other channel; the notice stays unsent, and is
    tried again. A notice that is gone or sent is left alone.
    """
    notice = Notice.objects.select_related("recipient").filter(pk=notice_id, sent_at=None).first()
    if notice is None:
        return
    for name in settings.BATONG_NOTICE_CHANNELS:
        if name not in notice.sent_through:
            _send(notice, name)
    if set(settings.BATONG_NOTICE_CHANNELS) <= set(notice.sent_through):
        notice.sent_at = timezone.now()
        notice.save(update_fields=("sent_at",))


def _send(notice: Notice, name: str) -> None:
    try:
        load_channel(name).send(notice)
    except Exception:  # a channel is another system's: whatever it is, the others have their turn
        logger.exception("Notice %s was not sent through %s", notice.pk, name)
        return
    notice.sent_through.append(name)
    notice.save(update_fields=("sent_through",))


@lru_cache(maxsize=16)
def load_channel(name: str) -> Channel:
    """Return the channel of a dotted path. Raises ``ImportError`` if there is none."""
    return cast(Channel, import_string(name)())
