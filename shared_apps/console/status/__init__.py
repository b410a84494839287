"""How the house is right now: processes, queues, lags, stores, versions; and the socket that keeps pages current."""
