package dev.leasehold.controller;

/**
 * Where it is said what happens.
 *
 * @param notices to people and machines
 * @param journal for auditors
 */
public record Reports(Notices notices, Journal journal) {}
