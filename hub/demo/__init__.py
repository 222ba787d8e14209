"""The demo: how a hub to try is prepared, and what sectors make their synthetic records with."""
