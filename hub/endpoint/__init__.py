"""GraphQL over HTTP: the view, its limits, errors, logs, metrics and health."""
