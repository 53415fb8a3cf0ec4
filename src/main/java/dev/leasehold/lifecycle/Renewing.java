package dev.leasehold.lifecycle;

import dev.leasehold.approval.Count;
import dev.leasehold.approval.Quorum;
import dev.leasehold.lifecycle.RequestObservation.Offer;
import dev.leasehold.lifecycle.RequestObservation.RecordView;
import dev.leasehold.model.Approval;
import dev.leasehold.model.ApprovalPolicy;
import dev.leasehold.model.Durations;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Governance.Renewal;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Request;
import dev.leasehold.model.Target;
import dev.leasehold.model.Window;
import dev.leasehold.policy.Narrowing;
import dev.leasehold.policy.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the window of a live grant is prolonged: late in it the very same is offered once more, and
 * with fresh approvals the end moves. Silence lets it end.
 */
public final class Renewing {
  /** As many approvals fit into a record; a renewal adds at most {@link #MOST}. */
  private static final int ROOM = 64;

  private static final int MOST = 16;

  private static final Reason DIFFERS =
      new Reason(
          ReasonCode.RENEWAL_DIFFERS,
          "the catalog hands out something else by now than was granted; ask anew");

  private static final Reason EXHAUSTED =
      new Reason(
          ReasonCode.RENEWAL_EXHAUSTED, "the longest life with all renewals is reached; ask anew");

  private static final Reason TOO_SHORT =
      new Reason(
          ReasonCode.RENEWAL_TOO_SHORT,
          "it would be longer by less than the 11 minutes (of Vault's alone: two) that another"
              + " token takes; ask anew for longer");

  /** More often nothing is renewed without anybody being asked, as nothing is redelivered. */
  public static final Duration LEAST = Duration.ofMinutes(2);

  private static final Reason TOO_OFTEN =
      new Reason(
          ReasonCode.RENEWAL_TOO_OFTEN,
          "windows shorter than "
              + Durations.text(LEAST)
              + " are not renewed without people (mode Auto); ask anew with a longer spec.duration");

  private static final Reason ALTERED =
      new Reason(
          ReasonCode.RECORD_ALTERED,
          "somebody else changed its record, so nobody can tell what was decided; ask anew");

  private static final Reason BY_WILDCARD =
      new Reason(
          ReasonCode.REQUESTED_BY_WILDCARD,
          "its renewal would ask nobody (mode Auto), and who applied it holds verb request by"
              + " wildcard only; ask anew");

  private static final Reason FULL =
      new Reason(ReasonCode.RECORD_FULL, "its record has no room for more approvals; ask anew");

  private static final Reason NO_PLACE =
      new Reason(
          ReasonCode.NO_PLACE_FOR_APPROVALS,
          "the eight places for approvals on a request do not suffice for another; ask anew");

  private Renewing() {}

  /** The number of the renewal that comes next, from 1. */
  public static int number(Window window, Duration duration) {
    long lasting = Duration.between(window.start(), window.end()).toMillis();
    return Math.toIntExact(Math.ceilDiv(lasting, duration.toMillis()));
  }

  /** What would be granted: on the terms of today, exactly what is pinned. */
  public static Entitlement terms(Verdict.Permitted verdict, List<Target> granted) {
    return verdict.entitlement().giving(granted);
  }

  static RequestStep next(
      RequestObservation seen, RecordView record, Verdict.Permitted verdict, Instant now) {
    Optional<Renewal> rule =
        verdict.entitlement().governance().renewal().filter(r -> !seen.request().emergency());
    if (rule.isEmpty()) {
      return follow(seen, record, new Outlook.Quiet(), Optional.empty());
    }
    if (tooOften(seen.request(), verdict.entitlement())) {
      return follow(seen, record, new Outlook.Barred(TOO_OFTEN), Optional.empty());
    }
    Instant opens = record.window().end().minus(lead(rule.get(), seen.request().duration()));
    if (now.isBefore(opens)) {
      return follow(seen, record, new Outlook.Quiet(), Optional.of(opens));
    }
    Instant longest = record.window().start().plus(rule.get().maxTotal());
    Instant usual = record.window().end().plus(seen.request().duration());
    Instant end = usual.isBefore(longest) ? usual : longest;
    return obstacle(seen, record, verdict, end)
        .map(why -> follow(seen, record, new Outlook.Barred(why), Optional.empty()))
        .orElseGet(() -> due(seen, record, verdict, end, now));
  }

  /** Two renewals are as far apart as what is asked for is long. */
  private static boolean tooOften(Request request, Entitlement entitlement) {
    return entitlement.approval().mode() == ApprovalPolicy.Mode.AUTO
        && request.duration().compareTo(LEAST) < 0;
  }

  /** What one renewal adds has to be used before the next: as long is between two of them. */
  private static Duration lead(Renewal rule, Duration duration) {
    return rule.openBefore().compareTo(duration) < 0 ? rule.openBefore() : duration;
  }

  private static Optional<Reason> obstacle(
      RequestObservation seen, RecordView record, Verdict.Permitted verdict, Instant end) {
    if (verdict.notRenewed().isPresent()) {
      return verdict.notRenewed();
    }
    if (seen.request().byWildcard()
        && verdict.entitlement().approval().mode() == ApprovalPolicy.Mode.AUTO) {
      return Optional.of(BY_WILDCARD);
    }
    if (record.altered()) {
      return Optional.of(ALTERED);
    }
    if (!end.isAfter(record.window().end())) {
      return Optional.of(EXHAUSTED);
    }
    if (!Narrowing.same(verdict.entitlement(), record.granted())) {
      return Optional.of(DIFFERS);
    }
    if (record.granted().stream().anyMatch(Target::hasCredential)
        && !Rotation.of(record.granted()).prolongable(record.window(), end)) {
      return Optional.of(TOO_SHORT);
    }
    if (record.approvals() + MOST > ROOM) {
      return Optional.of(FULL);
    }
    return fits(seen, record, verdict.entitlement().approval())
        ? Optional.empty()
        : Optional.of(NO_PLACE);
  }

  private static boolean fits(RequestObservation seen, RecordView record, ApprovalPolicy policy) {
    int number = number(record.window(), seen.request().duration());
    return ApprovalPlaces.suffice(
        seen, seen.offer().filter(o -> o.renewal() == number).map(Offer::digest), policy);
  }

  private static RequestStep due(
      RequestObservation seen,
      RecordView record,
      Verdict.Permitted verdict,
      Instant end,
      Instant now) {
    Entitlement terms = terms(verdict, record.granted());
    int number = number(record.window(), seen.request().duration());
    Optional<Offer> open = seen.offer().filter(o -> o.renewal() == number);
    if (seen.guard() instanceof Guard.Live(String fingerprint, var _)
        && open.filter(o -> !seen.outdated() && o.guard().equals(fingerprint)).isEmpty()) {
      Window prolonged = new Window(record.window().end(), end);
      return new RequestStep.OfferRenewal(
          record, terms, verdict.subjectUid(), fingerprint, number, prolonged);
    }
    return open.filter(o -> !seen.outdated())
        .map(offer -> offered(seen, record, terms, offer, end, now))
        .orElseGet(() -> follow(seen, record, new Outlook.Quiet(), Optional.empty()));
  }

  private static RequestStep offered(
      RequestObservation seen,
      RecordView record,
      Entitlement terms,
      Offer offer,
      Instant end,
      Instant now) {
    Request request = seen.request();
    Optional<Reason> obstacle = Deciding.unproved(seen.guard());
    List<Approval> latched = obstacle.isEmpty() ? Acts.latch(seen, offer, now) : seen.approvals();
    List<Approval> attested = Acts.attested(seen, latched);
    Count count = Quorum.count(terms.approval(), request, offer.digest(), attested, now);
    if (count.satisfied() && obstacle.isEmpty()) {
      List<Approval> valid = Quorum.valid(terms.approval(), request, offer.digest(), attested, now);
      return new RequestStep.Renew(record, terms, valid, offer.digest(), offer.renewal(), end);
    }
    List<Approval> own = latched.stream().filter(a -> a.offer().equals(offer.digest())).toList();
    Optional<Instant> lapses =
        Quorum.lapses(terms.approval(), request, offer.digest(), attested, now);
    Optional<Instant> wake =
        Stream.of(Optional.of(record.window().end()), lapses, Deciding.again(seen, now))
            .flatMap(Optional::stream)
            .filter(now::isBefore)
            .min(Instant::compareTo);
    Optional<Reason> told = obstacle.or(() -> Deciding.uncounted(seen, offer, latched, attested));
    return follow(seen, record, new Outlook.Open(own, count, told), wake);
  }

  private static RequestStep follow(
      RequestObservation seen, RecordView record, Outlook outlook, Optional<Instant> wakeAt) {
    return RequestLifecycle.follow(seen, record, Optional.empty(), outlook, wakeAt);
  }
}
