"""Lists of people as spreadsheets save them."""
