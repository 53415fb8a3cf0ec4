package dev.leasehold.notice;

import static dev.leasehold.notice.Standing.DIGEST;
import static dev.leasehold.notice.Standing.closed;
import static dev.leasehold.notice.Standing.granted;
import static dev.leasehold.notice.Standing.offered;
import static dev.leasehold.notice.Standing.provisioned;
import static dev.leasehold.notice.Standing.record;
import static dev.leasehold.notice.Standing.request;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;

/** Lives of requests from the first offer to each kind of end, all in one day of December. */
record Lives(Cluster cluster, int day) {
  /** Kinds of ends. */
  private static final int ENDS = 10;

  /** From here on something was granted. */
  private static final int CAUSES_FROM = 4;

  private static final List<String> CAUSES =
      List.of("ActivationFailed", "Expired", "Expired", "Expired", "ReviewOverdue", "Revoked");

  private static final String FAILED =
      ", {at: \"2026-12-01T12:00:05Z\", event: RevocationFailed, actor: leasehold, message: held}";

  private static final String RENEWED =
      ", {at: \"2026-12-01T11:40:00Z\", event: Renewed, actor: leasehold, message: renewal 1}";

  /** Lives of these numbers side by side, so that their notices are mixed. */
  void live(int from, int to) {
    at("08:00:00");
    each(from, to, this::asked);
    each(from, to, this::decided);
    at("12:00:05");
    each(from, to, this::troubled);
    at("12:00:10");
    each(from, to, this::ended);
    at("23:00:00");
  }

  private void at(String time) {
    cluster.at(Instant.parse(onDay("2026-12-01T" + time + "Z")));
  }

  private String onDay(String text) {
    return text.replace("2026-12-01", "2026-12-0" + day);
  }

  private void write(AccessRequest request) {
    String text = onDay(Serialization.asJson(request));
    cluster.write(Serialization.unmarshal(text, AccessRequest.class));
  }

  private void write(AccessRecord record) {
    String text = onDay(Serialization.asJson(record));
    cluster.write(Serialization.unmarshal(text, AccessRecord.class));
  }

  private interface Step {
    void of(int life, String uid);
  }

  private static void each(int from, int to, Step step) {
    for (int life = from; life < to; life++) {
      step.of(life % ENDS, "u" + life);
    }
  }

  private void asked(int end, String uid) {
    write(request(uid, end == 0 ? "null" : offered(DIGEST, 0, "07:30:00")));
  }

  private void decided(int end, String uid) {
    switch (end) {
      case 0 -> refused(uid, "Rejected");
      case 1 -> refused(uid, "Denied");
      case 2 -> refused(uid, "Lapsed");
      case 3 -> refused(uid, "Withdrawn");
      case 4 -> write(granted(uid, "null"));
      default -> {
        write(granted(uid, "null"));
        write(granted(uid, emergency(end), provisioned("08:00:02", review(end))));
      }
    }
  }

  /** What was offered stays to be seen. */
  private void refused(String uid, String how) {
    String closed = closed(how, how, "08:00:01");
    write(record(uid, how, "", closed.replace("phase: " + how, "phase: Refused")));
    String offered = offered(DIGEST, 0, "07:30:00").replace("{phase: AwaitingApproval,", ",");
    String kept = how.equals("Rejected") ? "}" : offered;
    write(request(uid, closed.substring(0, closed.lastIndexOf('}')) + kept));
  }

  private static String emergency(int end) {
    return end == 7 ? "emergency: true\n" : "";
  }

  private static String review(int end) {
    return end == 7 || end == 8 ? "], reviewBy: \"2026-12-01T09:00:00Z\"}" : "]}";
  }

  private static String trouble(int end) {
    return end == 6 ? FAILED : end == 9 ? RENEWED : "";
  }

  private void troubled(int end, String uid) {
    if (!trouble(end).isEmpty()) {
      write(granted(uid, provisioned("08:00:02", trouble(end) + "]}")));
    }
  }

  private void ended(int end, String uid) {
    if (end < CAUSES_FROM) {
      return;
    }
    String over =
        """
        ], reviewBy: %s, ending: {cause: %s, actor: leasehold, at: "2026-12-01T%sZ"},
         endedAt: "2026-12-01T12:00:09.120Z"}\
        """
            .formatted(
                review(end).contains("By") ? "'2026-12-01T09:00:00Z'" : "null",
                CAUSES.get(end - CAUSES_FROM),
                "12:00:06");
    String began =
        end == CAUSES_FROM
            ? "{phase: Ended, history: [" + over
            : provisioned("08:00:02", trouble(end) + over);
    write(granted(uid, emergency(end), began));
  }
}
