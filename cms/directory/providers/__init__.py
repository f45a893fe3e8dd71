"""The area where providers keep their entries, and where editors pass what they propose (C9)."""
