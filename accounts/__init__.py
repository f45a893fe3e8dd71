"""People: sign-in, roles, invitations, places, and the ledger of who did what."""
