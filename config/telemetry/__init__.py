"""How the house is, told to those who run it: requests and tasks in the logs, `/metrics`, errors for Sentry."""
