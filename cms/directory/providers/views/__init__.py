"""Pages of the providers' area, and those of whoever passes what they propose."""
