package dev.leasehold.status;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordSpec;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.Approval;
import dev.leasehold.api.v1alpha1.HistoryEvent;
import dev.leasehold.api.v1alpha1.Offer;
import dev.leasehold.api.v1alpha1.RequestLimit;
import dev.leasehold.api.v1alpha1.Sealed;
import dev.leasehold.api.v1alpha1.Window;
import dev.leasehold.lifecycle.Outlook;
import dev.leasehold.lifecycle.Renewing;
import dev.leasehold.lifecycle.RequestStep;
import dev.leasehold.model.Durations;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.policy.HeldRole;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Says on request and record that a live grant can be, or was, prolonged. */
public final class RenewalWriter {
  /** Earlier approvals that a request goes on showing; its record has all of them. */
  private static final int SHOWN = 8;

  private RenewalWriter() {}

  /**
   * The very same is offered once more; meanwhile access goes on.
   *
   * @param holdings what the subject holds besides at this moment
   */
  public static AccessRequestStatus offered(
      AccessRequest request,
      RequestStep.OfferRenewal step,
      List<HeldRole> holdings,
      String digest,
      String nonce,
      Instant now) {
    RequestDraft draft = new RequestDraft(request, now);
    Offer offer = Offers.renewal(request, step, holdings, digest, nonce);
    draft.offer = offer;
    draft.conditions.isTrue(Conditions.APPROVED, ReasonCode.RENEWAL_OFFERED, waits(offer));
    draft.happened(HistoryEvent.RenewalOffered, ReasonCode.OFFERED, "offer " + digest);
    return draft.status();
  }

  /** The record's spec with a later end and the approvals for it, and otherwise as it was. */
  public static AccessRecordSpec prolonged(AccessRecordSpec spec, RequestStep.Renew step) {
    Window window = Objects.requireNonNull(spec.window());
    List<Approval> approvals =
        Stream.concat(
                spec.approvals().stream(),
                RequestStatusWriter.approvals(step.approvals(), step.offer()).stream())
            .toList();
    return spec.prolonged(approvals, new Window(window.start(), Times.exact(step.end())));
  }

  /**
   * What the record's spec is about to have. It is written before spec: were it the other way
   * round, a crash in between would leave a renewal that looks like somebody else's.
   */
  public static AccessRecordStatus sealed(
      AccessRecord record, RequestStep.Renew step, Instant now) {
    RecordDraft draft = new RecordDraft(record, now);
    draft.sealed = Sealed.of(prolonged(record.getSpec(), step));
    return draft.status();
  }

  /** The end has moved. */
  public static AccessRecordStatus renewed(
      AccessRecord record, RequestStep.Renew step, Instant now) {
    RecordDraft draft = new RecordDraft(record, now);
    String message =
        "renewal " + step.number() + " by " + by(step) + "; until " + Times.exact(step.end());
    draft.accountability = AccountabilityWriter.given(record.getSpec(), now);
    draft.history = History.renewed(draft.history, now, step.number(), message);
    return draft.status();
  }

  /**
   * That the end has moved, where the operator stopped before it could say so.
   *
   * @param asked how long its request asks for, by which renewals are counted
   */
  public static Optional<AccessRecordStatus> untold(
      AccessRecord record, Duration asked, Instant now) {
    Window window = record.getSpec().window();
    AccessRecordStatus status = record.getStatus();
    if (window == null || status == null || status.sealed() == null || Sealed.altered(record)) {
      return Optional.empty();
    }
    int made = Renewing.number(window(window), asked) - 1;
    RecordDraft draft = new RecordDraft(record, now);
    if (made == 0 || History.tellsOfRenewal(draft.history, made)) {
      return Optional.empty();
    }
    draft.accountability = AccountabilityWriter.given(record.getSpec(), now);
    String message =
        "renewal "
            + made
            + ", noted late; who approved is in spec.approvals; until "
            + window.end();
    draft.history = History.renewed(draft.history, now, made, message);
    return Optional.of(draft.status());
  }

  private static dev.leasehold.model.Window window(Window window) {
    return new dev.leasehold.model.Window(
        Instant.parse(window.start()), Instant.parse(window.end()));
  }

  /** What a live request says of its renewal. */
  static void show(RequestDraft draft, AccessRecord record, Outlook outlook, String by) {
    Offer offer = draft.offer;
    String ends = "; access ends at " + draft.expiresAt;
    switch (outlook) {
      case Outlook.Open open when offer != null -> {
        Offer counted = RequestStatusWriter.counted(offer, open.count());
        draft.offer = counted;
        draft.approvals =
            Stream.concat(
                    shown(record).stream(),
                    RequestStatusWriter.approvals(open.approvals(), offer.digest()).stream()
                        .limit(SHOWN))
                .toList();
        String waits =
            waits(counted) + open.obstacle().map(reason -> "; " + reason.message()).orElse("");
        draft.conditions.isTrue(Conditions.APPROVED, ReasonCode.RENEWAL_OFFERED, waits);
      }
      case Outlook.Barred(var reason) ->
          draft.conditions.isTrue(
              Conditions.APPROVED,
              reason.code(),
              "by " + by + ends + " and is not renewed: " + reason.message());
      case Outlook.Open open -> {}
      case Outlook.Quiet quiet -> {}
    }
  }

  static List<Approval> shown(AccessRecord record) {
    List<Approval> all = record.getSpec().approvals();
    return all.subList(Math.max(0, all.size() - SHOWN), all.size());
  }

  /** Whether the offer that is shown is for a renewal that was not decided yet. */
  static boolean open(AccessRequest request, AccessRecord record, Offer offer) {
    Window window = Sealed.window(record);
    return window != null
        && offer.renewal()
            == Renewing.number(window(window), Durations.parse(RequestLimit.duration(request)));
  }

  private static String waits(Offer offer) {
    return "access ends at "
        + offer.decideBy()
        + " unless its renewal by "
        + offer.duration()
        + " is approved; "
        + RequestStatusWriter.missing(offer);
  }

  private static String by(RequestStep.Renew step) {
    return step.approvals().isEmpty()
        ? "the catalog, whose approval mode is Auto"
        : String.join(", ", step.approvals().stream().map(a -> a.approver()).toList());
  }
}
