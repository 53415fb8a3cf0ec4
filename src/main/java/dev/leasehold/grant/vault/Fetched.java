package dev.leasehold.grant.vault;

import io.github.jopenlibs.vault.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * What an engine answered; never printed.
 *
 * @param leaseId empty for what is not leased
 * @param endsAt when it ends by itself, if that is known
 */
record Fetched(JsonObject fields, Optional<String> leaseId, Optional<Instant> endsAt) {
  @Override
  public String toString() {
    return "[secret]";
  }
}
