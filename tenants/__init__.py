"""Portals, domains, provisioning, the module contract, and all that keeps portals apart."""
