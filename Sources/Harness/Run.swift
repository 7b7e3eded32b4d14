// Harness: starts peers and subjects, plays cases, emits events; it judges nothing.
