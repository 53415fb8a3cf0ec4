package dev.leasehold.notice;

import java.time.Instant;
import java.util.Comparator;

/**
 * One thing that happened or is due, and what a person needs to act on it. It carries no
 * credential, and nothing by which it could be decided from where it is read.
 *
 * @param id the same whenever and by whomever it is derived; one for each transition
 * @param at when it happened, never when it was sent
 * @param command the command to go on with
 */
public record Notice(
    String id, Kind kind, Instant at, About about, Who who, What what, String command) {

  /** Of one request, first what happened first. */
  static final Comparator<Notice> ORDER =
      Comparator.comparing(Notice::at).thenComparing(Notice::kind).thenComparing(Notice::id);

  /**
   * The ID of a transition.
   *
   * @param which tells it from others of its kind on the same object; empty where there is one only
   */
  static String id(String uid, Kind kind, String which) {
    return uid + "." + kind.word() + (which.isEmpty() ? "" : "." + which);
  }

  /**
   * The guard of a cluster does not act.
   *
   * @param uid of the cluster
   */
  public static Notice guardDown(String uid, Instant since, String why, String command) {
    return new Notice(
        id(uid, Kind.GUARD_DOWN, since.toString()),
        Kind.GUARD_DOWN,
        since,
        About.operator(uid),
        Who.NOBODY,
        What.said(why),
        command);
  }

  /** By which a person sees whether a sink works; each is another one. */
  public static Notice test(String uid, Instant now) {
    return new Notice(
        id(uid, Kind.TEST, now.toString()),
        Kind.TEST,
        now,
        About.operator(uid),
        Who.NOBODY,
        What.said("sent by leasehold notify test; nothing happened"),
        "leasehold notify test");
  }

  /** In one line, for people. */
  String headline() {
    return switch (kind) {
      case GUARD_DOWN -> "The admission guard " + kind.says();
      case TEST -> "This " + kind.says();
      default -> about.title() + " " + kind.says();
    };
  }

  /** In a line among others, with the command to go on with. */
  String brief() {
    String asked = who.requester().isEmpty() ? "" : ", asked by " + who.requester();
    String until = what.deadline().map(by -> ", until " + by).orElse("");
    return at + " " + headline() + asked + until + ": " + command;
  }
}
