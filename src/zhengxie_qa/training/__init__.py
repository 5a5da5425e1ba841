"""Recipes that make the bundled weights; nothing here is imported by the product itself."""
