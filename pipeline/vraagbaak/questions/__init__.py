"""From lines to a question, its sub-questions and its answers."""
