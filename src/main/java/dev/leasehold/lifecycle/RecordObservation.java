package dev.leasehold.lifecycle;

import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.model.Condition;
import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Freeze;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Reason;
import dev.leasehold.model.Redelivery;
import dev.leasehold.model.Stamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything about one record at one moment. The catalog is not part of it: ending never asks
 * whether access was permitted.
 *
 * @param ending why it is ending, once that was written into the record
 * @param requestEnding why the request says that it is to end
 * @param stamps what people did on the request; heeded also where the request itself could not be
 *     judged
 * @param askers requester and applier
 * @param subject whether the very service account that was granted access is still there
 * @param freeze that its subject was offboarded
 * @param condition how what was handed out compares with what was granted
 * @param trouble what kept access from being provided when that was last tried
 * @param basis what has become of all else that it rests on
 * @param credentials those in use, one for each target that has one
 * @param redelivery somebody asked for fresh credentials, which was not heeded yet
 * @param undelivered its status says that fresh credentials are still to come
 * @param review how far its review is
 * @param forgets what two or more people were attested on the record itself; else nothing
 * @param handsBack when accountability returns to the catalog's owner, unless that was said already
 * @param altered that somebody else changed the record, unless that was said already
 * @param keeping how long it is kept once it is closed
 */
public record RecordObservation(
    Grant grant,
    Instant createdAt,
    Standing standing,
    Optional<EndCause> ending,
    Presence request,
    Optional<EndCause> requestEnding,
    List<Stamp> stamps,
    Set<String> askers,
    Presence subject,
    Optional<Freeze> freeze,
    boolean deleted,
    Condition condition,
    Optional<String> trouble,
    Basis basis,
    List<CredentialFacts> credentials,
    Optional<Redelivery> redelivery,
    boolean undelivered,
    Reviewing review,
    List<Stamp> forgets,
    Optional<Instant> handsBack,
    Optional<Reason> altered,
    Keeping keeping) {
  public RecordObservation {
    stamps = List.copyOf(stamps);
    askers = Set.copyOf(askers);
    credentials = List.copyOf(credentials);
    forgets = List.copyOf(forgets);
  }

  /** The generation of the newest credential; 0 before the first. */
  public int generation() {
    return credentials.stream().mapToInt(CredentialFacts::generation).max().orElse(0);
  }
}
