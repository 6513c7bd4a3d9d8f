"""Frames and bytes: fetch and check pictures, probe and encode films, keep files so that a crash loses none."""
