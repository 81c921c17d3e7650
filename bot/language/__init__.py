"""Words going out: phrases, fragments, rendering for a channel."""
