"""The parts of bench/cards.py: a scene that the real bot plays, Discord's look in HTML, a camera, and small files."""
