"""The forms of this app. They check shape; services decide."""
