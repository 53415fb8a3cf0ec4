package dev.leasehold.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who decides what the operator may do in a lab's Vault, and sees what it did. */
public record VaultKeeper(VaultLogin root, Path auditLog) {
  private static final Pattern PATH = Pattern.compile("^path \"([^\"]+)\"", Pattern.MULTILINE);
  private static final String POLICY = "helm/leasehold/files/vault-policy.hcl";

  /** One call that was answered, as the audit log has it. */
  public record Asking(String operation, String path, List<String> policies, String error) {
    /** Whether it was the operator who asked. */
    public boolean isOperators() {
      return policies.contains(VaultFurniture.OPERATOR);
    }

    private static Asking of(JsonNode entry) {
      List<String> policies = new ArrayList<>();
      entry.at("/auth/policies").forEach(policy -> policies.add(policy.asText()));
      return new Asking(
          entry.at("/request/operation").asText(),
          entry.at("/request/path").asText(),
          policies,
          entry.path("error").asText());
    }
  }

  /** What the operator may do, as the chart shows it to administrators. */
  public static String policy() {
    try {
      return Files.readString(Repository.path(POLICY));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The paths of that policy. */
  public static List<String> paths() {
    return PATH.matcher(policy()).results().map(line -> line.group(1)).toList();
  }

  /** That policy, but for one of its paths. */
  public static String policyWithout(String path) {
    return PATH.matcher(policy())
        .replaceAll(
            line ->
                line.group(1).equals(path)
                    ? "path \"nowhere\""
                    : Matcher.quoteReplacement(line.group()));
  }

  /**
   * Whether the operator was refused something below this path, of a policy, since so many askings.
   */
  public boolean refusedSince(int askings, String path) {
    return askings().stream()
        .skip(askings)
        .filter(Asking::isOperators)
        .filter(asking -> asking.error().contains("permission denied"))
        .anyMatch(asking -> asking.path().startsWith(path.replace("*", "")));
  }

  /** Leases that Vault has stopped trying to revoke. */
  public List<String> givenUp() {
    List<String> leases = new ArrayList<>();
    root.read("sys/leases?type=irrevocable")
        .orThrow()
        .body()
        .at("/data/leases")
        .forEach(lease -> leases.add(lease.path("lease_id").asText()));
    return leases;
  }

  /** Writes beside the lease what Vault itself does when it stops trying. */
  void marksAsGivenUp(String lease) {
    String path = "sys/raw/sys/expire/id/" + lease;
    ObjectNode entry =
        Serialization.unmarshal(root.read(path).orThrow().text("/data/value"), ObjectNode.class);
    entry.put("revokeErr", "lease has consumed all retry attempts");
    root.write(path, Map.of("value", entry.toString())).orThrow();
  }

  /** Lets the operator do this from now on, and nothing else. */
  public void operatorMay(String policy) {
    root.write("sys/policies/acl/" + VaultFurniture.OPERATOR, Map.of("policy", policy)).orThrow();
  }

  /** Every login that the operator has is over. */
  public void forgetsTheOperator() {
    for (JsonNode accessor : root.list("auth/token/accessors").orThrow().body().at("/data/keys")) {
      Map<String, String> which = Map.of("accessor", accessor.asText());
      VaultLogin.Answer token = root.write("auth/token/lookup-accessor", which);
      if (token.text("/data/path").equals("auth/kubernetes/login")) {
        root.write("auth/token/revoke-accessor", which).orThrow();
      }
    }
  }

  /** How many tokens there are now that were made for grants. */
  public int grantTokens() {
    int count = 0;
    for (JsonNode accessor : root.list("auth/token/accessors").orThrow().body().at("/data/keys")) {
      String path =
          root.write("auth/token/lookup-accessor", Map.of("accessor", accessor.asText()))
              .text("/data/path");
      count += path.startsWith("auth/token/create/leasehold-") ? 1 : 0;
    }
    return count;
  }

  /** Everything that was asked since the lab is there; the log outlives restored snapshots. */
  public List<Asking> askings() {
    String log = Logs.text(auditLog);
    // The last line may be written just now.
    return log.substring(0, log.lastIndexOf('\n') + 1)
        .lines()
        .map(line -> Serialization.unmarshal(line, JsonNode.class))
        .filter(entry -> entry.path("type").asText().equals("response"))
        .map(Asking::of)
        .toList();
  }
}
