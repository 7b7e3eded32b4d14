// CodeText: source fragments, a writer and a tree of files; it knows no language and writes nothing to disk.
