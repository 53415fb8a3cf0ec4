package dev.leasehold.status;

import dev.leasehold.api.v1alpha1.Credential;
import dev.leasehold.api.v1alpha1.TargetStatus;
import dev.leasehold.api.v1alpha1.VaultHeldToken;
import dev.leasehold.api.v1alpha1.VaultHoldings;
import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.VaultHold;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tokens that Vault holds for a target, as a record's status lists them. */
final class VaultHolds {
  /** The schema has room for as many. */
  private static final int ROOM = 16;

  /** Vault's clock is not ours. */
  private static final Duration SLACK = Duration.ofMinutes(5);

  private VaultHolds() {}

  /** With one more, or more known of one; where there is no room, the oldest goes that can. */
  static VaultHoldings with(TargetStatus target, VaultHold hold) {
    VaultHoldings before = target.vault();
    List<VaultHeldToken> tokens =
        new ArrayList<>(
            before == null
                ? List.of()
                : before.tokens().stream()
                    .filter(t -> !t.accessor().equals(hold.accessor()))
                    .toList());
    tokens.add(
        new VaultHeldToken(
            hold.generation(),
            hold.accessor(),
            hold.leaseIds(),
            Times.seconds(hold.expiresAt().plusSeconds(1))));
    return newest(
        tokens,
        Stream.of(target.credential(), target.previousCredential())
            .filter(Objects::nonNull)
            .map(Credential::jti)
            .collect(Collectors.toSet()));
  }

  /**
   * What is still to be known once a generation was handed out: those in use, and those that were
   * revoked but would live if Vault were restored to when they were not.
   */
  static @Nullable VaultHoldings kept(@Nullable VaultHoldings before, Holdings known, Instant now) {
    if (before == null) {
      return null;
    }
    Set<String> inUse =
        Stream.of(known.current(), known.previous())
            .flatMap(Optional::stream)
            .map(CredentialFacts::jti)
            .collect(Collectors.toSet());
    List<VaultHeldToken> kept =
        before.tokens().stream()
            .filter(
                t ->
                    inUse.contains(t.accessor())
                        || now.isBefore(Instant.parse(t.expiresAt()).plus(SLACK)))
            .toList();
    return kept.isEmpty() ? null : newest(kept, inUse);
  }

  /**
   * What is in use stays whatever comes after it: attempts to replace it that came to nothing may
   * be many, and what is forgotten is never revoked.
   */
  private static VaultHoldings newest(List<VaultHeldToken> tokens, Set<String> inUse) {
    List<VaultHeldToken> kept = new ArrayList<>(tokens);
    for (VaultHeldToken token : tokens) {
      if (kept.size() > ROOM && !inUse.contains(token.accessor())) {
        kept.remove(token);
      }
    }
    return new VaultHoldings(kept);
  }
}
