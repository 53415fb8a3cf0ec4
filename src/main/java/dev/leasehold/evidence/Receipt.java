package dev.leasehold.evidence;

/**
 * Where an entry is.
 *
 * @param index of the entry in the log, from 0
 * @param leafHash of the entry
 * @param size of the first signed checkpoint that covers it
 */
public record Receipt(long index, TreeHash leafHash, long size) {}
