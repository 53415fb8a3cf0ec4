package dev.leasehold.grant.vault;

import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.ReasonCode;
import io.github.jopenlibs.vault.json.JsonArray;
import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.json.JsonValue;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A key that Vault's Transit engine keeps, with which it signs for the operator. It has a login of
 * its own, so that nothing else waits for it. Every call ends in bounded time, in {@link
 * Unavailable} if Vault does not do what it was asked; whether a signature is right is for the
 * caller to see. See <a href="https://developer.hashicorp.com/vault/api-docs/secret/transit">its
 * API</a>.
 */
public final class TransitKey implements AutoCloseable {
  private static final List<String> TYPES = List.of("ed25519", "ecdsa-p256");

  private final Door door;
  private final String mount;
  private final String key;
  private final Refusals ofReading;
  private final Refusals ofSigning;

  /**
   * @param mount path of the engine, without slashes around it
   * @param key name of the key in it
   * @throws IllegalArgumentException if the certificates of the connection cannot be read
   */
  public TransitKey(VaultConnection connection, VaultSettings settings, String mount, String key) {
    this.door = new Door(connection, settings);
    this.mount = mount;
    this.key = key;
    this.ofReading = new Refusals(settings.nanoTime());
    this.ofSigning = new Refusals(settings.nanoTime());
  }

  /**
   * What Vault says of the key.
   *
   * @param latest the version with which it signs by default
   * @param publicKeys by version, as Vault writes them, which depends on the type
   */
  public record Versions(int latest, Map<Integer, String> publicKeys) {
    public Versions {
      publicKeys = Map.copyOf(publicKeys);
    }
  }

  /** All versions that have not been taken out of use for good. */
  public Versions versions() {
    String path = mount + "/keys/" + key;
    Answer answer = admitted(ofReading, "read " + path, () -> door.read(path));
    require(answer, path);
    JsonObject data = answer.data();
    requireType(Answer.text(data, "type").orElse("unknown"));
    Map<Integer, String> publicKeys = new TreeMap<>();
    JsonValue keys = data.get("keys");
    if (keys != null && keys.isObject()) {
      for (JsonObject.Member member : keys.asObject()) {
        version(member)
            .ifPresent(
                number ->
                    publicKey(member.getValue()).ifPresent(text -> publicKeys.put(number, text)));
      }
    }
    return new Versions((int) Answer.number(data, "latest_version"), publicKeys);
  }

  private void requireType(String type) {
    if (!TYPES.contains(type)) {
      throw door.trouble()
          .because(
              ReasonCode.VAULT_ERROR,
              "%s/keys/%s is of type %s, expected %s; make another key"
                  .formatted(mount, key, type, String.join(" or ", TYPES)));
    }
  }

  private static Optional<Integer> version(JsonObject.Member member) {
    return member.getName().matches("[1-9][0-9]{0,8}")
        ? Optional.of(Integer.valueOf(member.getName()))
        : Optional.empty();
  }

  /** Of symmetric keys there is a number instead of an object. */
  private static Optional<String> publicKey(JsonValue value) {
    return value.isObject() ? Answer.text(value.asObject(), "public_key") : Optional.empty();
  }

  /**
   * Has each of these signed by this version, in one call.
   *
   * @return what Vault says are the signatures, in the order of the messages
   */
  public List<byte[]> sign(int version, List<byte[]> messages) {
    String path = mount + "/sign/" + key;
    JsonArray batch = new JsonArray();
    for (byte[] message : messages) {
      batch.add(new JsonObject().add("input", Base64.getEncoder().encodeToString(message)));
    }
    Map<String, Object> body =
        Map.of(
            "batch_input",
            batch,
            "key_version",
            version,
            // Of ECDSA; those of Ed25519 are always the same.
            "hash_algorithm",
            "sha2-256",
            "marshaling_algorithm",
            "asn1");
    Answer answer = admitted(ofSigning, "write " + path, () -> door.write(path, body));
    require(answer, path);
    JsonValue results = answer.data().get("batch_results");
    List<byte[]> signatures = new ArrayList<>();
    if (results != null && results.isArray()) {
      results.asArray().forEach(result -> signatures.add(signature(result, version)));
    }
    if (signatures.size() != messages.size()) {
      throw unintelligible("its answer has another number of signatures than it was asked for");
    }
    return signatures;
  }

  /** {@code vault:v<version>:<Base64>}. */
  private byte[] signature(JsonValue result, int version) {
    String text =
        Optional.of(result)
            .filter(JsonValue::isObject)
            .flatMap(object -> Answer.text(object.asObject(), "signature"))
            .orElseThrow(() -> unintelligible("it did not sign one of the entries"));
    String prefix = "vault:v" + version + ":";
    if (!text.startsWith(prefix)) {
      throw unintelligible("it signed by another version of the key than " + version);
    }
    try {
      return Base64.getDecoder().decode(text.substring(prefix.length()));
    } catch (IllegalArgumentException e) {
      throw unintelligible("a signature of it is not Base64");
    }
  }

  private Unavailable unintelligible(String why) {
    return door.trouble().because(ReasonCode.VAULT_UNINTELLIGIBLE, why);
  }

  private Answer admitted(Refusals refusals, String what, Supplier<Answer> call) {
    if (refusals.isPause()) {
      throw door.trouble().forbidden(what);
    }
    Answer answer = call.get();
    refusals.heard(answer.forbidden());
    if (answer.forbidden()) {
      throw door.trouble().forbidden(what);
    }
    return answer;
  }

  private void require(Answer answer, String path) {
    if (!answer.succeeded()) {
      throw door.trouble()
          .because(
              ReasonCode.VAULT_ERROR,
              "it refused %s (%d); look at the key there".formatted(path, answer.status()));
    }
  }

  /** Gives up what is under way. */
  @Override
  public void close() {
    door.close();
  }
}
