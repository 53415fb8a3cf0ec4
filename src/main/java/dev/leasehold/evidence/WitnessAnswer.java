package dev.leasehold.evidence;

import java.util.Optional;

/**
 * What a witness answers, by <a href="https://c2sp.org/tlog-witness">C2SP tlog-witness</a>.
 *
 * @param status of HTTP
 * @param type of the body
 */
public record WitnessAnswer(int status, String type, String body) {
  /** Media type of the size that a witness knows. */
  static final String SIZE = "text/x.tlog.size";

  private static final String TEXT = "text/plain; charset=utf-8";
  static final int OK = 200;
  static final int CONFLICT = 409;
  static final int UNPROCESSABLE = 422;
  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;

  /** The cosignature, or the checkpoint that was asked for. */
  static WitnessAnswer ok(String body) {
    return new WitnessAnswer(OK, TEXT, body);
  }

  static WitnessAnswer malformed(String why) {
    return said(BAD_REQUEST, why);
  }

  static WitnessAnswer unsigned(String why) {
    return said(FORBIDDEN, why);
  }

  static WitnessAnswer unknown() {
    return said(NOT_FOUND, "this witness does not know such a log, or has cosigned nothing of it");
  }

  /** The log does not go on from where this witness saw it last. */
  static WitnessAnswer conflict(long size) {
    return new WitnessAnswer(CONFLICT, SIZE, size + "\n");
  }

  /** What {@link #conflict} says; nothing if the body is anything else. */
  static Optional<Long> size(String body) {
    return body.matches("(0|[1-9][0-9]{0,17})\n")
        ? Optional.of(Long.parseLong(body.strip()))
        : Optional.empty();
  }

  /** For people, why there is no cosignature. */
  static String refusal(int status, long old) {
    return status == UNPROCESSABLE || status == CONFLICT
        ? "it answered %d: the log does not continue the %d entries that it cosigned"
            .formatted(status, old)
        : "it answered " + status;
  }

  static WitnessAnswer inconsistent(String why) {
    return said(UNPROCESSABLE, why);
  }

  /** Nothing was cosigned; to be tried again. */
  static WitnessAnswer unavailable(String why) {
    return said(UNAVAILABLE, why);
  }

  private static WitnessAnswer said(int status, String why) {
    return new WitnessAnswer(status, TEXT, why + "\n");
  }
}
