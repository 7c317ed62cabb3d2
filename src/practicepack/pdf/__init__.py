"""PDF files joined, imposed and cut, with their tags."""
