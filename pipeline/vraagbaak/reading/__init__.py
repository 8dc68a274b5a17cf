"""From a PDF to lines and tables in reading order."""
