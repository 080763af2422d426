"""One file a format: where a value can hide in it."""
