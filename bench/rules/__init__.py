"""What the access rules cost: the hub beside itself without them, `python3 dev.py bench --rules`."""
