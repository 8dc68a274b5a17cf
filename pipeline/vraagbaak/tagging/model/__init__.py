"""The weights of the trained component; README.md is their card."""
