"""Who may open which address and call which service: everything against everybody."""
