"""Opens files within limits, decodes and unpacks them."""
