"""Word files and workbooks, read into the same documents."""
