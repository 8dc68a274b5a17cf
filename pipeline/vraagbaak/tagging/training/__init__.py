"""Trains the network of the tagging stage: ``python -m vraagbaak.tagging.training``."""
