"""The studio: pages in the browser, for this machine alone, that do what a desk can do."""
