"""The operator's console: portals as counts and switches, never what is in them (P3)."""
