"""What `make bench` measures, side by side with references made in the same run."""
