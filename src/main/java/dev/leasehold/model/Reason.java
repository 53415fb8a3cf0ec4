package dev.leasehold.model;

/**
 * Why something is as it is: a code for machines, and a message in our own words that says what is
 * wrong and what to do.
 */
public record Reason(ReasonCode code, String message) {}
