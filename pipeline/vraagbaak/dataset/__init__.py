"""Records as a dataset: schema, database, exports."""
