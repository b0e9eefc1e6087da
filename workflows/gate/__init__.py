"""The gate proper: digests, certificates, and the guards that ask for them (I7)."""
