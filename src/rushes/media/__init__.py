"""Reading and writing media files: the only place that imports `av`. Knows nothing of tasks or scenes."""
