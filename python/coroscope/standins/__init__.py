"""Small stand-ins for packages that tutorials use and a page does not have."""
