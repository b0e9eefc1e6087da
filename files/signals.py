"""Receivers of what happens to images and documents."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver

from files import fixed, tasks, texts
from files.models import Document, Image


@receiver(pre_delete, sender=Image, dispatch_uid="files_keep_shown_image")
@receiver(pre_delete, sender=Document, dispatch_uid="files_keep_shown_document")
def keep_what_is_shown(instance: Image | Document, **kwargs: Any) -> None:
    """Refuse to delete a file that a public page shows, on its own or with many."""
    fixed.insist_on_deletable(instance)


@receiver(post_save, sender=Document, dispatch_uid="files_read_text")
def read_text(instance: Document, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Have the text of an upload read once it is committed."""
    if created and not raw:
        transaction.on_commit(partial(tasks.keep_text.enqueue, instance.pk))


@receiver(post_delete, sender=Document, dispatch_uid="files_forget_text")
def forget_text(instance: Document, **kwargs: Any) -> None:
    """Forget the text of a document together with the last row that has its bytes."""
    texts.forget_text(instance.content_hash)
