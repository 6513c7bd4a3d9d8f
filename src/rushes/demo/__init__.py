"""The demonstration: UniAll's four published requests, byte for byte, and pictures of our own for their URLs."""
