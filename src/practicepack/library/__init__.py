"""What authors wrote: models, the reader that keeps positions, and what must hold between the files."""
