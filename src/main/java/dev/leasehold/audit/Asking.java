package dev.leasehold.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * Who asked for what; a text is empty if the log does not say it.
 *
 * @param offeredAt when people were first shown what they may accept
 */
public record Asking(
    String requester,
    String applier,
    String subject,
    String entitlement,
    String justification,
    String ticket,
    Optional<Instant> offeredAt) {
  static final Asking UNSAID = new Asking("", "", "", "", "", "", Optional.empty());

  /** Whether the log says who asked. */
  public boolean isSaid() {
    return !requester.isEmpty();
  }

  /** One whom the rules of approvals exclude: requester, applier or subject. */
  boolean isOneOf(String person) {
    return !person.isEmpty()
        && (person.equals(requester) || person.equals(applier) || person.equals(subject));
  }

  /** Of whom it is, where nobody asked. */
  Asking about(String identity) {
    return new Asking(requester, applier, identity, entitlement, justification, ticket, offeredAt);
  }

  Asking offered(Instant at) {
    return new Asking(
        requester,
        applier,
        subject,
        entitlement,
        justification,
        ticket,
        offeredAt.or(() -> Optional.of(at)));
  }

  /** With what an entry says, if it says it. */
  Asking with(Said said) {
    return said.text("requester").isEmpty()
        ? this
        : new Asking(
            said.text("requester"),
            said.text("applier"),
            said.text("subject"),
            said.text("entitlement"),
            said.text("justification"),
            said.text("ticket"),
            offeredAt);
  }
}
