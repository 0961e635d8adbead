"""The connection to Discord: its client, shards, settings and requests, and the services that every feature uses."""
