"""What things are: request, task, event, card, clip. No I/O and no clock here: `now` is an argument."""
