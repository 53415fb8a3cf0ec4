package dev.leasehold.evidence;

/** Hears how the log does; neither waits nor throws. */
public interface LogWatcher {
  /** The event is in the log. */
  void written(Event event, Receipt receipt);

  /** From now on it cannot be written to. */
  void fails(String why);

  /** From now on it can. */
  void works();

  /** What it has could not be read, so that nobody knows what it lacks or says; it goes on. */
  void unread(String why);

  /** The event will not be in the log: too many waited, or it cannot be written as it is. */
  void lost(Event event);
}
