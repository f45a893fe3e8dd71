"""What people send in and publishers pass: common to events and news (C14, C15)."""
