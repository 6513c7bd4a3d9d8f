"""The wire: routes, bodies, answers and errors of the HTTP API. FastAPI lives here and nowhere else."""
