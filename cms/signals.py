"""What the modules above hear from this app.

`complaint_received(complaint)`
    Somebody sent the form "Comments and complaints" (`cms.complaints.Complaint`). A module that is
    on in the portal in hand may take it: its receiver keeps it and returns the reference that the
    sender is shown. The first reference counts, and the complaint is not mailed then.
"""

from django.dispatch import Signal

complaint_received = Signal()
"""Sent inside a transaction; raising undoes what was kept and tells the sender to try again."""
