"""How numbers are written where Django's own formats do not suit an office."""
