"""The hub beside its peers over one database: `python3 dev.py bench --peers`."""
