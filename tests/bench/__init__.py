"""Benchmarks, run by `make bench` and never by the tests: a busy machine would make them lie."""
