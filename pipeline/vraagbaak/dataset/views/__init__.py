"""What a person is shown of a dataset: a question, a value and where it comes from."""
