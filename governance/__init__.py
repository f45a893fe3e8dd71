"""Development Group: The body that keeps the service honest; meetings, votes and minutes."""
