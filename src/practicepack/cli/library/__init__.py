"""Commands of the library: check, find, list, show, copy and publish what it holds."""
