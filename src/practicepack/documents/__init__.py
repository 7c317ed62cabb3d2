"""What gets printed: documents composed of parts, from a plan."""
