"""One module a subcommand; what is printed and the exit codes live here."""
