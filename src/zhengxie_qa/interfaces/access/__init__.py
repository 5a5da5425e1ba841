"""Who may do what at a server, how often, and what was done: keys, their scopes, and the record."""
