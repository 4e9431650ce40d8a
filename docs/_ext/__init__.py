"""What this site adds to Sphinx: tables made from the library itself, the glossary, and a search that reads Chinese."""
