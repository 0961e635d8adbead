"""The Discord front-end: what people see there and what they may do; everything it knows comes from the library."""
