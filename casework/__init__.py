"""Casework: Confidential information and support for individual parents."""
