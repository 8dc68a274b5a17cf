"""Projects of several answers: linked, listed, added up and drawn."""
