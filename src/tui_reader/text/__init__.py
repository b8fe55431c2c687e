"""Pure functions on text: sanitising, folding, finding, sentences, wrapping."""
