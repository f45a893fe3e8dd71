"""Events: one-off and repeated, with booking, sent in by partners and visitors (C14)."""
