"""The centre of the hub: it knows no sector by name."""
