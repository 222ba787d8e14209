"""What Alembic runs to migrate; the connection comes from `hub.database.migrate`, in a transaction already begun."""

from alembic import context

from hub.database.migrations.options import options

connection = context.config.attributes["connection"]
context.configure(connection=connection, **options(connection, context.config.attributes["prefixes"]))
context.run_migrations()
