"""One function per thing an editor does; the only room that opens a transaction."""
