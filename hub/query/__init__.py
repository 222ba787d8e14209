"""From the declared fields to SQL: the levels of an operation, their statements, and the ordinary resolvers."""
