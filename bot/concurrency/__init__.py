"""Threads for the synchronous library, awaited from the event loop."""
