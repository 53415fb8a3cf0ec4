package dev.leasehold.notice;

/** Counts what becomes of notices. */
public interface Tally {
  void sent(String sink);

  /** It was given up. */
  void lost(String sink);

  /** An attempt came to nothing; it may be tried again. */
  void failed(String sink);
}
