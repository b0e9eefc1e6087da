"""The rules that units follow, and who has acknowledged them."""
