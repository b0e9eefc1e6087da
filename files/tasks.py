"""What the worker does about files."""

from __future__ import annotations

from django_tasks import task

from files import texts
from files.models import Document


@task()
def keep_text(document_id: int) -> None:
    """Read the text of a document that was uploaded, unless it is gone again."""
    document = Document.objects.filter(pk=document_id).first()
    if document is not None:
        texts.keep_text(document)
