"""Pictures drawn with Pillow, which the extra `images` brings: the share image of a check, in a font of its own."""
