"""Accounts: signing in, second factors, sessions and passwords."""
