package dev.leasehold.evidence;

import dev.leasehold.model.Freeze;
import dev.leasehold.model.RequestRef;
import dev.leasehold.model.Subject;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Takes what the entries of one log say of identities, from the last to the first. It names people
 * in records, and lifts what was frozen, so only what is signed counts. What the log may have
 * signed by a key that is not known here is not passed over: it was not read. For one thread.
 */
final class IdentityReader {
  /** How {@link VerifierKey#keyId} ends; anything else no key is called. */
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}");

  private final Offboardings identities;
  private final Collection<VerifierKey> keys;
  private final String name;
  private Optional<Unknown> unknown = Optional.empty();

  /** An entry, and by which key it says to be signed. */
  private record Unknown(long index, String keyId) {}

  /**
   * @param name of the log
   */
  IdentityReader(Offboardings identities, Collection<VerifierKey> keys, String name) {
    this.identities = identities;
    this.keys = keys;
    this.name = name;
  }

  /** Takes one entry; nothing of what is no entry, or one of a later version. */
  void take(EventKind kind, RequestRef ref, long index, byte[] entry) {
    try {
      Envelope envelope = Envelope.parse(entry);
      if (envelope.isSignedByOneOf(keys)) {
        identities.take(kind, freeze(ref, Statement.read(envelope.payload())));
      } else if (isOfUnknownKey(envelope.keyId())) {
        unknown = unknown.or(() -> Optional.of(new Unknown(index, envelope.keyId())));
      }
    } catch (IllegalArgumentException e) {
      // That it is none is for verifiers to tell.
    }
  }

  /** By a key that is known it would be forged, and by one of another name of another log. */
  private boolean isOfUnknownKey(String keyId) {
    return keyId.startsWith(name + "+")
        && ID.matcher(keyId.substring(name.length() + 1)).matches()
        && keys.stream().noneMatch(k -> k.keyId().equals(keyId));
  }

  /**
   * From which entry on all that is said of identities was taken.
   *
   * @param index from which on they were handed over
   */
  long reached(long index) {
    return unknown.map(u -> Math.max(index, u.index() + 1)).orElse(index);
  }

  /**
   * To be called when all were handed over.
   *
   * @throws UnsoundLog if one was not taken because its key is not known
   */
  void requireAll() throws UnsoundLog {
    if (unknown.isPresent()) {
      throw new UnsoundLog(
          ("entry %d says that an identity was offboarded or reinstated, and is signed by the key"
                  + " %s, which is not known; list its verifier key in evidence.transit.earlier, or"
                  + " in earlier of the Secret with the log's key")
              .formatted(unknown.get().index(), unknown.get().keyId()));
    }
  }

  private static Freeze freeze(RequestRef ref, Statement said) {
    return new Freeze(
        new Subject(ref.namespace(), ref.name()),
        said.predicate().path("actor").asText(),
        said.predicate().path("reason").path("message").asText(),
        Optional.of(said.at()));
  }
}
