"""What feeds and lists of feeds say."""
