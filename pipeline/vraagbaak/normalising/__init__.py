"""From tables and mentions to projects and checked totals."""
