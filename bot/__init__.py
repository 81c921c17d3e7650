"""Sayback: a chatbot for community engagement over WhatsApp, SMS and Telegram."""
