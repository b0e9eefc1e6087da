"""Why a query got no answer."""


class EngineDown(Exception):
    """The search server did not answer in time, or refused; the database can answer instead."""
