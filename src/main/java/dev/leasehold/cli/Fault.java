package dev.leasehold.cli;

/** What is wrong with a file, a document in it, or a field of that. */
record Fault(String where, String message) {}
