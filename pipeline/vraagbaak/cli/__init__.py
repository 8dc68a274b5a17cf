"""The command line: printing and exit codes."""
