"""Where the bot talks: what people type, what they get back."""
