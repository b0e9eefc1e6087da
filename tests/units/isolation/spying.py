"""Seeing which guards a request meets: without those it meets none could change its answer."""

import inspect
from contextlib import contextmanager
from functools import wraps


class _Lookup:
    """Stands for a class attribute, and notes every time it is looked up."""

    def __init__(self, original, note):
        self._original = original
        self._note = note

    def __get__(self, instance, owner):
        self._note()
        bind = getattr(self._original, "__get__", None)
        return bind(instance, owner) if bind else self._original


def _spy(guard, met):
    original = inspect.getattr_static(guard.owner, guard.attribute)
    if inspect.isclass(guard.owner):
        return _Lookup(original, lambda: met.add(guard.name))

    @wraps(original)
    def noted(*arguments, **options):
        met.add(guard.name)
        return original(*arguments, **options)

    return noted


@contextmanager
def spying_on(guards, monkeypatch):
    """Note the names of the guards that are met, in the set that is given."""
    met = set()
    with monkeypatch.context() as patch:
        for guard in guards:
            patch.setattr(guard.owner, guard.attribute, _spy(guard, met))
        yield met
