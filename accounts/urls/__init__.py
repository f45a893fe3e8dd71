"""Addresses of this app: in portals, on the platform's host, and in demonstrations."""
