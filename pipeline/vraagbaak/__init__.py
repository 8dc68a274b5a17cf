"""Written questions and answers of the Flemish Parliament, from PDF to a dataset to be trusted."""
