"""The chat page: Gradio blocks around the same service that the REST interface uses."""
