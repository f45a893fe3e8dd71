"""The pages of this app: each turns a request into one call of a service."""
