"""The engine for libraries that outgrow one file: a cluster of OpenSearch nodes."""
