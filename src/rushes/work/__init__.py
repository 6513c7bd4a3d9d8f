"""What goes on by itself: dispatch decides who tries next, the worker makes films, the janitor tidies."""
