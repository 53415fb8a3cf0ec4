package dev.leasehold.notice;

/**
 * Who asks, for whom, and why.
 *
 * @param claimed whether the applier only says so
 * @param workload a service account with its namespace
 */
public record Who(
    String requester,
    boolean claimed,
    String applier,
    String workload,
    String justification,
    String ticket) {
  static final Who NOBODY = new Who("", false, "", "", "", "");

  private static final int NAME = 253;
  private static final int TEXT = 300;

  public Who {
    requester = Lines.plain(requester, NAME);
    applier = Lines.plain(applier, NAME);
    workload = Lines.plain(workload, NAME);
    justification = Lines.plain(justification, TEXT);
    ticket = Lines.plain(ticket, TEXT);
  }

  /** For people. */
  String asked() {
    return claimed ? requester + ", as " + applier + " says" : requester;
  }
}
