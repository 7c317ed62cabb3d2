"""From HTML to tagged PDF: jobs, a scheduler, a pool of workers, and WeasyPrint."""
