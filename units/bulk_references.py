"""Writing Wagtail's reference index for many new objects at once, and reading what one refers to.

Wagtail writes it for one object at a time, with several statements each. This module is the only
one that calls the private parts of ``ReferenceIndex``; it fits Wagtail 8.0.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.models import ReferenceIndex

BATCH = 1000


def insert_references(objects: Sequence[Model]) -> int:
    """Write what new objects refer to; return the number of references.

    The objects must have no references in the index yet, and hold their child relations in
    memory: one that is not there counts as empty.
    """
    rows = [row for new in objects for row in _rows(new)]
    ReferenceIndex.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def refers_to(source: Model, target: Model) -> bool:
    """Say whether an object, as it is in memory, refers to another one.

    The index answers for what is stored only, and where a worker writes it, some time later.
    """
    kind = ReferenceIndex._get_base_content_type(type(target))
    return (kind.pk, str(target.pk)) in targets_of(source)


def targets_of(source: Model) -> Iterator[tuple[int, str]]:
    """Yield content type and key of whatever an object, as it is in memory, refers to."""
    for type_id, key, *_paths in ReferenceIndex._extract_references_from_object(source):
        yield type_id, key


def _rows(new: Model) -> Iterator[ReferenceIndex]:
    _hold_child_relations(new)
    model = type(new)
    if not ReferenceIndex.is_indexed(model):
        return
    content_type = ContentType.objects.get_for_model(model, for_concrete_model=False)
    base = [model, *model._meta.get_parent_list()][-1]
    base_content_type = ContentType.objects.get_for_model(base, for_concrete_model=False)
    for to_type_id, to_id, model_path, content_path in sorted(
        set(ReferenceIndex._extract_references_from_object(new))
    ):
        yield ReferenceIndex(
            content_type=content_type,
            base_content_type=base_content_type,
            object_id=str(new.pk),
            to_content_type_id=to_type_id,
            to_object_id=to_id,
            model_path=model_path,
            content_path=content_path,
            content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
        )


def _hold_child_relations(new: Model) -> None:
    """Keep relations that nobody set from being read from the database, one query each."""
    if not isinstance(new, ClusterableModel):
        return
    for relation in get_all_child_relations(type(new)):
        name = relation.get_accessor_name()
        if name not in new.__dict__.get("_cluster_related_objects", {}):
            setattr(new, name, [])
