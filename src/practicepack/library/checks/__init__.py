"""What must hold between and inside the files of a library."""
