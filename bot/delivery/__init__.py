"""The only way out: outbox, pace, sender, retry, receipts, hand over."""
