"""The HTTP side of the authorization server: one file for each endpoint."""
