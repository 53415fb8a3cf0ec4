package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.Offer;
import dev.leasehold.api.v1alpha1.OfferTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A request in lines, for those who decide about it. */
record RequestLines(RequestText text) {
  /** How many digits of a digest are shown, as in the command that the status prints. */
  private static final int QUOTED = 16;

  /** All that there is to decide about: who asks for what, what was given, and every line of it. */
  List<String> all() {
    return Stream.of(head(), given(), offered()).flatMap(List::stream).toList();
  }

  private List<String> head() {
    AccessRequest request = text.request();
    List<String> lines = new ArrayList<>();
    lines.add("%s asks for %s".formatted(text.qualified(), text.entitlement()));
    lines.add("  For:            service account " + text.subject());
    lines.add("  Requested by:   " + text.requestedBy());
    lines.add("  Duration:       " + request.getSpec().duration());
    text.limited().ifPresent(limit -> lines.add("  Limited:        " + limit.said()));
    text.offer()
        .map(Offer::duration)
        .filter(offered -> !offered.equals(request.getSpec().duration()))
        .ifPresent(offered -> lines.add("  Offered:        " + offered));
    lines.add("  Justification:  " + request.getSpec().justification());
    if (!request.getSpec().ticket().isEmpty()) {
      lines.add("  Ticket:         " + request.getSpec().ticket());
    }
    lines.add("  Phase:          " + text.standing());
    return lines;
  }

  /** When it was given and by whom, and whether somebody has to look at it again. */
  private List<String> given() {
    List<String> lines = new ArrayList<>();
    text.status()
        .filter(s -> s.grantedAt() != null)
        .ifPresent(s -> lines.add("  Given:          from %s %s".formatted(s.grantedAt(), end(s))));
    if (!text.everyApprover().isEmpty()) {
      lines.add("  Agreed:         " + String.join(", ", text.everyApprover()));
    }
    text.reviewOwed().ifPresent(owed -> lines.add("  Review:         " + owed.getMessage()));
    return lines;
  }

  private static String end(AccessRequestStatus status) {
    return status.endedAt() == null
        ? "until " + Objects.toString(status.expiresAt(), "further notice")
        : "to " + status.endedAt();
  }

  private List<String> offered() {
    return text.offer()
        .map(this::lines)
        .orElse(List.of(text.over() ? "  Nothing was offered." : "  There is no offer yet."));
  }

  /** What an approval is for: another object under the same name is another offer. */
  private static List<String> objects(Offer offer) {
    Stream<String> subject =
        Optional.ofNullable(offer.subject())
            .map(s -> object("ServiceAccount", s.namespace(), s.serviceAccountName(), s.uid()))
            .stream();
    Stream<String> bound =
        offer.boundTo().stream().map(o -> object(o.kind(), o.namespace(), o.name(), o.uid()));
    List<String> objects = Stream.concat(subject, bound).toList();
    return objects.isEmpty()
        ? List.of()
        : Stream.concat(Stream.of("  Of these very objects, by UID:"), objects.stream()).toList();
  }

  private static String object(
      String kind, @Nullable String namespace, String name, @Nullable String uid) {
    String place = namespace == null ? "" : namespace + "/";
    return "    %s %s%s %s".formatted(kind, place, name, Objects.requireNonNullElse(uid, "-"));
  }

  /** What ends it should nobody be there to take it back. */
  private static List<String> backstops(Offer offer) {
    List<String> lines = new ArrayList<>();
    if (!offer.targets().isEmpty()) {
      lines.add("  If the operator is down at its end:");
    }
    for (OfferTarget target : offer.targets()) {
      String ends =
          switch (target.backstop()) {
            case TOKEN, TOKEN_EXPIRY -> "ends by itself: its token expires";
            case VAULT_TTL -> "ends by itself: Vault's time to live runs out";
            case NONE -> "STAYS until the operator is back";
          };
      lines.add("    %s: %s".formatted(target.name(), ends));
    }
    if (offer.backstopAt() != null) {
      lines.add("    The last credential ends at " + offer.backstopAt());
    }
    return lines;
  }

  /** The most dangerous first; nothing is cut. */
  private List<String> lines(Offer offer) {
    List<String> lines = new ArrayList<>();
    lines.add(
        offer.renewal() == 0 ? "  Allows:" : "  Allows (renewal %d):".formatted(offer.renewal()));
    offer.permissions().forEach(line -> lines.add("    " + line));
    offer.warnings().forEach(line -> lines.add("    WARNING: " + line));
    lines.addAll(objects(offer));
    lines.addAll(backstops(offer));
    if (text.undecidable().isEmpty()) {
      String digest = offer.digest();
      lines.add("  Offer:          " + digest.substring(0, Math.min(QUOTED, digest.length())));
      lines.add("  Decide by:      " + offer.decideBy());
      offer
          .approvals()
          .forEach(a -> lines.add("  Role %s: %s".formatted(a.role(), RequestText.progress(a))));
      text.limited()
          .filter(_ -> text.isLimitOpen())
          .ifPresent(limit -> lines.add("  Without limit:  " + limit.takenOff()));
    }
    return lines;
  }
}
