"""The eight unifications: what every site is checked for, and what is still to be done."""
