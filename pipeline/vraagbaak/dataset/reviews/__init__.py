"""What people say of values: their rulings, where they are kept, and how they are applied."""
