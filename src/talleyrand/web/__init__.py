"""The browser door: pages made on the server from the nouns of the other packages."""
