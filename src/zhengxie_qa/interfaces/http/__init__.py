"""The server: REST, middleware, problem details."""
