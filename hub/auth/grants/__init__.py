"""The grants: what a person or an organisation gave a client, and the tokens that follow from it."""
