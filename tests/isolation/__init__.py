"""What one portal has, tried on the other."""
