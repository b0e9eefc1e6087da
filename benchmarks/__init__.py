"""Measurements of the budgets, one module a budget; `python -m benchmarks` prints them all."""
