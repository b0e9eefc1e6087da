"""Reading what the blocks of many objects choose, such as pictures, in a few queries for all.

Wagtail reads them when a stream is first looked at, which is one query and more for each object.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Model
from wagtail.fields import StreamField


def read_streams(objects: Iterable[Model]) -> None:
    """Turn the streams of all objects into values at once; what has been read stays as it is."""
    by_model: dict[type[Model], list[Model]] = defaultdict(list)
    for known in objects:
        by_model[type(known)].append(known)
    for model, group in by_model.items():
        for field in model._meta.concrete_fields:
            if isinstance(field, StreamField):
                _read_field(field, group)


def _read_field(field: StreamField, objects: Sequence[Model]) -> None:
    unread = [
        known for known in objects if (stream := getattr(known, field.name)) and stream.is_lazy
    ]
    raw = [getattr(known, field.name).raw_data for known in unread]
    for known, value in zip(unread, field.stream_block.bulk_to_python(raw), strict=True):
        setattr(known, field.name, value)
