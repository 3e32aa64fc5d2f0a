"""Files in and out: what the user names, dossiers read and judged by themselves, files written whole."""
