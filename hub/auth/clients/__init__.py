"""Clients: what a registration may say, how a client proves itself, and where its pages may call from."""
