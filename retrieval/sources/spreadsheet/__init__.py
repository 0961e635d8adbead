"""Spreadsheets: tables saved as text with separators, Excel workbooks and OpenDocument spreadsheets."""
