"""Plain Strawberry beside the hub's two paths, `python3 dev.py bench --plain`."""
