"""Chats that were saved as text: exports of WhatsApp and Discord, logs of IRC."""
