"""Find a service: what is asked in the address, what is found, in which order (C8)."""
