package dev.leasehold.model;

import java.util.List;
import java.util.Set;

/**
 * What came of the signatures on a request.
 *
 * @param signed those that are approvals of what is offered now, and were not counted before
 * @param known those that were counted before, verified once more
 * @param refused why the others are none, by annotation, in our words
 * @param unanswered what a signer may approve could not be asked, so it is to be asked again
 */
public record Signatures(
    List<Signed> signed, List<Signed> known, List<String> refused, boolean unanswered) {
  /** There are none, or nothing to count them for. */
  public static final Signatures NONE = new Signatures(List.of(), List.of(), false);

  public Signatures {
    signed = List.copyOf(signed);
    known = List.copyOf(known);
    refused = List.copyOf(refused);
  }

  /** None was counted before. */
  public Signatures(List<Signed> signed, List<String> refused, boolean unanswered) {
    this(signed, List.of(), refused, unanswered);
  }

  /** A person's signature on exactly what is offered, in roles that the person holds. */
  public record Signed(String approver, Set<String> roles) {
    public Signed {
      roles = Set.copyOf(roles);
    }
  }
}
