// OpenRPC: the text of an OpenRPC document in, a service out; it knows no target language.
