"""Files of JSON: exports of web sites, of programs, and of chats."""
