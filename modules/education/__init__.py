"""Education: what Shenzhen does for the schools, teachers and students of its paired counties."""
