"""How clips are made: a file or folder for each provider. The seam itself is in `rushes.core.protocols`."""
