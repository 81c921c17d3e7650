"""The calendar of recurring work: finds what is due, calls down."""
