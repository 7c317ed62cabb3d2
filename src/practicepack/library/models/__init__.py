"""What authors write: one frozen, strict model for each kind of file."""
