"""Trusted documents: the operations that operators register, so that clients name them instead of sending them."""
