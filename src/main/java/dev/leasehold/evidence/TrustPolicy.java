package dev.leasehold.evidence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which logs are believed, and who must have cosigned what they say, by <a
 * href="https://c2sp.org/tlog-policy">C2SP tlog-policy</a>.
 *
 * @param logs any of these may have signed; none: any log whose key is known otherwise
 * @param witnesses all that the policy knows, also those that the quorum does not need
 */
public record TrustPolicy(List<VerifierKey> logs, List<WitnessKey> witnesses, Quorum quorum) {
  public TrustPolicy {
    logs = List.copyOf(logs);
    witnesses = List.copyOf(witnesses);
  }

  /** When something was witnessed, as the policy counts it. */
  sealed interface Quorum {
    /**
     * Since when it holds; nothing if it does not.
     *
     * @param at when each witness cosigned last, by its {@link WitnessKey#text}
     */
    Optional<Instant> reached(Map<String, Instant> at);
  }

  /** Nobody has to cosign. */
  record None() implements Quorum {
    @Override
    public Optional<Instant> reached(Map<String, Instant> at) {
      return Optional.of(Instant.EPOCH);
    }
  }

  /** This witness has to. */
  record One(WitnessKey witness) implements Quorum {
    @Override
    public Optional<Instant> reached(Map<String, Instant> at) {
      return Optional.ofNullable(at.get(witness.text()));
    }
  }

  /** So many of these have to. */
  record Group(int count, List<Quorum> members) implements Quorum {
    Group {
      members = List.copyOf(members);
      if (count < 1 || count > members.size()) {
        throw new IllegalArgumentException("%d of %d".formatted(count, members.size()));
      }
    }

    @Override
    public Optional<Instant> reached(Map<String, Instant> at) {
      return members.stream()
          .flatMap(member -> member.reached(at).stream())
          .sorted(Comparator.reverseOrder())
          .skip(count - 1L)
          .findFirst();
    }
  }

  /**
   * What the cosignatures on a note come to.
   *
   * @param at each of the quorum has cosigned at or after this; 1970 if nobody has to
   * @param by the names of all known witnesses that have, sorted
   */
  public record Quorate(Instant at, List<String> by) {
    public Quorate {
      by = List.copyOf(by);
    }
  }

  /**
   * Judges a signed checkpoint.
   *
   * @param note whose text is a checkpoint that a log's key signed, as {@link Checkpoint#open} says
   * @param since the quorum must have cosigned then or later; nothing: any time
   * @throws IllegalArgumentException if no log of the policy signed it, the quorum did not cosign
   *     it, or a cosignature of a known witness does not verify
   */
  public Quorate judge(String note, Optional<Instant> since) {
    SignedNote signed = SignedNote.parse(note);
    if (!logs.isEmpty()) {
      Checkpoint _ = Checkpoint.open(note, logs);
    }
    Map<String, Instant> at = new HashMap<>();
    List<String> by = new ArrayList<>();
    for (WitnessKey witness : witnesses) {
      Optional<Instant> last =
          signed.cosignedBy(witness).stream().map(Cosignature::at).max(Comparator.naturalOrder());
      last.ifPresent(time -> at.put(witness.text(), time));
      last.ifPresent(time -> by.add(witness.name()));
    }
    by.sort(Comparator.naturalOrder());
    Instant reached = quorum.reached(at).orElseThrow(() -> missing(by));
    if (since.isPresent() && reached.isBefore(since.get())) {
      throw new IllegalArgumentException(
          "the quorum of the policy cosigned at %s, and not since %s"
              .formatted(reached, since.get()));
    }
    return new Quorate(reached, by);
  }

  private static IllegalArgumentException missing(Collection<String> by) {
    return new IllegalArgumentException(
        "the quorum of the policy did not cosign it; cosigned by "
            + (by.isEmpty() ? "none of its witnesses" : String.join(", ", by)));
  }
}
