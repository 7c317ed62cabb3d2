"""Find activities, workshops, sheets and energisers by what people call them."""
