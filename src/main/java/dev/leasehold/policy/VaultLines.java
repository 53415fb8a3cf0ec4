package dev.leasehold.policy;

import dev.leasehold.model.Durations;
import dev.leasehold.model.Target;
import dev.leasehold.model.VaultSource;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a target hands out of Vault, in lines that an approver can read. */
final class VaultLines {
  private static final Set<String> RESERVED = Set.of("sys", "auth", "cubbyhole", "identity");

  private static final int POLICIES = 100;

  /** What looks like what it is. */
  private static final Pattern PLAIN = Pattern.compile("[ -~]*");

  private VaultLines() {}

  /** Nothing for other targets. */
  static Stream<String> of(Target target) {
    return target instanceof Target.Vault vault
        ? Stream.concat(lines(vault), sent(vault))
        : Stream.empty();
  }

  /** What is sent can decide more than the path does: whose namespace it is, or in what name. */
  private static Stream<String> sent(Target.Vault vault) {
    return vault.source() instanceof VaultSource.Dynamic(var _, var parameters)
        ? new TreeMap<>(parameters)
            .entrySet().stream()
                .map(sent -> vault.name() + ": sends " + sent.getKey() + shown(sent.getValue()))
        : Stream.empty();
  }

  private static String shown(String value) {
    return PLAIN.matcher(value).matches() ? "=" + value : ", with characters that cannot be shown";
  }

  private static Stream<String> lines(Target.Vault vault) {
    String what =
        switch (vault.source()) {
          case VaultSource.Token _ -> "a token";
          case VaultSource.Dynamic made -> "credentials made by " + made.secret();
          case VaultSource.Static lying -> "the static secret " + lying.secret();
        };
    return Wrapped.lines(vault.policies(), POLICIES).stream()
        .map(
            policies ->
                vault.name()
                    + ": "
                    + what
                    + " of Vault "
                    + vault.connection()
                    + ", by policies "
                    + policies);
  }

  /** What an approver must not overlook. */
  static Stream<String> warnings(Target target) {
    return target instanceof Target.Vault vault ? about(vault) : Stream.empty();
  }

  private static Stream<String> about(Target.Vault vault) {
    Stream<String> source =
        switch (vault.source()) {
          case VaultSource.Token _ ->
              Stream.of("what the policies of this token allow, only Vault knows: " + vault.name());
          case VaultSource.Dynamic _ -> Stream.empty();
          case VaultSource.Static(var _, var rotatedEvery) ->
              Stream.of(
                  "a static secret is known until it is changed"
                      + rotatedEvery
                          .map(every -> ", which its owner promises every " + Durations.text(every))
                          .orElse(", and nobody promises when")
                      + ": "
                      + vault.name());
        };
    return Stream.concat(reserved(vault), source);
  }

  private static Stream<String> reserved(Target.Vault vault) {
    return vault.source().path().stream()
        .filter(path -> RESERVED.contains(path.split("/", 2)[0]))
        .map(path -> "can lead to more than it says (a path of Vault's own): " + vault.name());
  }
}
