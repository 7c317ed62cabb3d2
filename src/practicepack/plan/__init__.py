"""Who, when, with what: a workshop resolved for its people, its clock and its things."""
