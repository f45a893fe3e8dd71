"""The providers’ pages: their own entries alone, a form that loses nothing, the queue (C9)."""
