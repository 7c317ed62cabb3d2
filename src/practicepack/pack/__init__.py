"""What gets printed: documents composed, laid out as tagged PDF, joined and written."""
