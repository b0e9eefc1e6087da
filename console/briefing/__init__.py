"""The state of the city on a day, on one page."""
