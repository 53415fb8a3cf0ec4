package dev.leasehold.status;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.HistoryEvent;
import dev.leasehold.api.v1alpha1.PlainLine;
import dev.leasehold.api.v1alpha1.RecordedLimit;
import dev.leasehold.api.v1alpha1.RequestLimit;
import dev.leasehold.lifecycle.RequestStep;
import dev.leasehold.model.Durations;
import dev.leasehold.model.Extent;
import dev.leasehold.model.Extent.Limited;
import dev.leasehold.model.Limit;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says in status and record who accepts less than was asked, and how much. */
public final class LimitWriter {
  /** The guard lets in 128 characters, each of which may be two of Java's: nothing is cut. */
  private static final int REASON = 256;

  private LimitWriter() {}

  /** A limit was heard: it holds from now on, or it is told why not. */
  public static AccessRequestStatus answered(
      AccessRequest request, RequestStep.AnswerLimit step, Instant now) {
    RequestDraft draft = new RequestDraft(request, now);
    draft.limit = limit(step);
    Optional<Reason> declined = step.declined();
    if (declined.isPresent()) {
      Reason why = declined.get();
      draft.happened(HistoryEvent.LimitDeclined, step.approver(), why.code(), why.message());
    } else {
      draft.happened(
          HistoryEvent.Limited, step.approver(), ReasonCode.OFFER_LIMITED, said(request, step));
    }
    return draft.status();
  }

  private static RequestLimit limit(RequestStep.AnswerLimit step) {
    Limit limit = step.limited().map(Limited::limit).orElse(Limit.NONE);
    return new RequestLimit(
        step.heard(),
        duration(limit),
        limit.targets(),
        step.limited().map(Limited::approver).orElse(null),
        step.limited().map(limited -> Times.exact(limited.at())).orElse(null),
        step.limited().map(LimitWriter::reason).orElse(null));
  }

  private static String said(AccessRequest request, RequestStep.AnswerLimit step) {
    String asked = asked(request.getSpec().duration(), request.getSpec().targets());
    return step.limited()
        .map(
            limited ->
                "limited to %s, asked was %s%s"
                    .formatted(
                        limited.limit().text(),
                        asked,
                        limited.reason().isEmpty() ? "" : ": " + reason(limited)))
        .orElseGet(() -> "the limit is taken off, as asked: " + asked);
  }

  private static String asked(String duration, List<String> targets) {
    return "duration="
        + duration
        + (targets.isEmpty() ? "" : " targets=" + String.join(",", targets));
  }

  /** What a record pins of it. */
  static @Nullable RecordedLimit recorded(Extent extent) {
    return extent.limited().map(limited -> recorded(extent, limited)).orElse(null);
  }

  private static RecordedLimit recorded(Extent extent, Limited limited) {
    return new RecordedLimit(
        limited.approver(),
        Times.exact(limited.at()),
        Durations.text(extent.asked()),
        extent.askedTargets(),
        duration(limited.limit()),
        limited.limit().targets(),
        reason(limited));
  }

  private static @Nullable String duration(Limit limit) {
    return limit.duration().map(Durations::text).orElse(null);
  }

  private static @Nullable String reason(Limited limited) {
    return limited.reason().isEmpty() ? null : PlainLine.of(limited.reason(), REASON);
  }
}
