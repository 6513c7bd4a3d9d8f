"""A client of the published contract itself: UniAll, new-api and its forks, another Rushes."""
