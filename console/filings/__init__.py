"""Who answers for a unit, since when, and where nobody does."""
