"""How a unit's site goes live, closes, and goes on in other units."""
