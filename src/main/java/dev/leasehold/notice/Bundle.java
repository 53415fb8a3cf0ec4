package dev.leasehold.notice;

import java.util.List;

/**
 * What is told in one message: one notice, or to people several.
 *
 * @param notices at least one; those of one request in order
 */
public record Bundle(List<Notice> notices) {
  /**
   * @throws IllegalArgumentException if there is none
   */
  public Bundle {
    notices = List.copyOf(notices);
    if (notices.isEmpty()) {
      throw new IllegalArgumentException("nothing to tell");
    }
  }

  public static Bundle of(Notice notice) {
    return new Bundle(List.of(notice));
  }

  Notice first() {
    return notices.getFirst();
  }

  boolean isOne() {
    return notices.size() == 1;
  }

  /** In one line, for people. */
  String headline() {
    return isOne() ? first().headline() : notices.size() + " notices of Leasehold";
  }

  /** The command to go on with. */
  String command() {
    return isOne() ? first().command() : "kubectl leasehold pending";
  }
}
