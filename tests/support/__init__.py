"""What tests share: small articles, documents, a web server, and two Discords."""
