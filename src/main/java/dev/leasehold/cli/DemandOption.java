package dev.leasehold.cli;

import dev.leasehold.evidence.Demand;
import dev.leasehold.evidence.TrustPolicy;
import dev.leasehold.evidence.TrustPolicyFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** By whom a checkpoint must be cosigned. */
final class DemandOption {
  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "Which witnesses must have cosigned (C2SP tlog-policy: log, witness, group and quorum"
              + " lines). Of a log's directory the newest entries may not be cosigned yet; it is"
              + " said how many.")
  private @Nullable Path policy;

  @Option(
      names = "--cosigned-since",
      paramLabel = "TIME",
      description =
          "With --policy: the quorum must have cosigned then or later, such as"
              + " 2026-12-01T08:00:00Z; a volume from a backup was not.")
  private @Nullable Instant since;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  /** Nothing without a policy; what is none ends the command with usage. */
  Optional<Demand> read() {
    if (policy == null) {
      if (since != null) {
        throw wrong("--cosigned-since is only of use with --policy");
      }
      return Optional.empty();
    }
    try (InputStream file = Files.newInputStream(policy)) {
      TrustPolicy read = TrustPolicyFile.parse(file.readNBytes(TrustPolicyFile.MAX_LENGTH + 1));
      return Optional.of(new Demand(read, Optional.ofNullable(since)));
    } catch (IOException e) {
      throw wrong("--policy: " + policy + " cannot be read");
    } catch (IllegalArgumentException e) {
      throw wrong("--policy: %s: %s".formatted(policy, e.getMessage()));
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }
}
