package dev.leasehold.lifecycle;

/** Whether something is there. Unknown is never absent: it neither ends nor starts anything. */
public enum Presence {
  PRESENT,
  GONE,
  UNKNOWN
}
