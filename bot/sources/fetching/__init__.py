"""How bytes are got from servers that nobody knows."""
