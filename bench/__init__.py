"""Measuring a real hub process under load: `python3 dev.py bench`."""
