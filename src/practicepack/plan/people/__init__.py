"""Who: the people in each room, their groups, their team and what they have done."""
