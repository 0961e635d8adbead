"""Writes models as the ONNX files that ship with the package."""
