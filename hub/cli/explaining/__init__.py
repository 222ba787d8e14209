"""What `hub explain` shows of a plan: its levels, its SQL, and PostgreSQL's own account of that."""
