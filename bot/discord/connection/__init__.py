"""The connection to Discord: its client, shards and requests, and the services that every feature uses."""
