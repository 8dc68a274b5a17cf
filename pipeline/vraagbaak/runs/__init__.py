"""Where the stages meet: one document, one build."""
