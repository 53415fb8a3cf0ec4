package dev.leasehold.grant.vault;

import dev.leasehold.grant.Credential;
import dev.leasehold.grant.Outcome;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Target;
import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes of Vault's fields what is delivered: under their own names, and as the catalog's template.
 */
final class Fields {
  /** Of a Secret; with the target's name before it. */
  private static final Pattern KEY = Pattern.compile("[-._a-zA-Z0-9]{1,180}");

  private static final Pattern PLACE = Pattern.compile("\\{\\{([-._a-zA-Z0-9]{1,180})}}");
  private static final int MOST = 64;
  private static final int LARGEST = 256 * 1024;
  private static final String TOO_LARGE = "it is larger than fits into a Secret";

  private Fields() {}

  /** Fails in our own words: neither names nor values that Vault answered are quoted. */
  static Outcome<Credential> of(Target.Vault target, JsonObject answered) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (JsonObject.Member member : answered) {
      text(member.getValue()).ifPresent(value -> fields.put(member.getName(), value));
    }
    if (fields.isEmpty()) {
      return unfit("there is nothing in what Vault answered");
    }
    for (Map.Entry<String, String> wanted : target.template().entrySet()) {
      Optional<String> lacking = lacking(wanted.getValue(), answered);
      if (lacking.isPresent()) {
        return unfit("template." + wanted.getKey() + " names a field that Vault did not answer");
      }
      if (length(wanted.getValue(), fields) > LARGEST) {
        return unfit(TOO_LARGE);
      }
    }
    Map<String, String> all = new LinkedHashMap<>(fields);
    target.template().forEach((key, text) -> all.put(key, filled(text, fields)));
    return bounded(all);
  }

  /** How long it would become: a short template can make a great deal of a long field. */
  private static long length(String template, Map<String, String> fields) {
    return template.length()
        + PLACE
            .matcher(template)
            .results()
            .mapToLong(place -> fields.getOrDefault(place.group(1), "").length())
            .sum();
  }

  private static Outcome<Credential> bounded(Map<String, String> all) {
    if (all.size() > MOST || !all.keySet().stream().allMatch(k -> KEY.matcher(k).matches())) {
      return unfit("it has more fields, or others, than fit into a Secret");
    }
    Map<String, byte[]> entries = new LinkedHashMap<>();
    all.forEach((key, value) -> entries.put(key, value.getBytes(StandardCharsets.UTF_8)));
    Credential credential = new Credential(entries);
    if (entries.values().stream().mapToInt(value -> value.length).sum() > LARGEST) {
      credential.close();
      return unfit(TOO_LARGE);
    }
    return new Outcome.Done<>(credential);
  }

  /** Lists of texts, as chains of certificates are, line by line; what else is no text as JSON. */
  private static Optional<String> text(JsonValue value) {
    if (value.isNull()) {
      return Optional.empty();
    }
    if (value.isString()) {
      return Optional.of(value.asString());
    }
    if (value.isArray() && value.asArray().values().stream().allMatch(JsonValue::isString)) {
      return Optional.of(
          value.asArray().values().stream()
              .map(JsonValue::asString)
              .collect(Collectors.joining("\n")));
    }
    return Optional.of(value.toString());
  }

  private static Optional<String> lacking(String template, JsonObject answered) {
    return PLACE
        .matcher(template)
        .results()
        .map(place -> place.group(1))
        .filter(field -> answered.get(field) == null || answered.get(field).isNull())
        .findFirst();
  }

  private static String filled(String template, Map<String, String> fields) {
    return PLACE
        .matcher(template)
        .replaceAll(
            (MatchResult place) ->
                Matcher.quoteReplacement(fields.getOrDefault(place.group(1), "")));
  }

  private static Outcome<Credential> unfit(String why) {
    return new Outcome.Refused<>(
        new Reason(
            ReasonCode.VAULT_FIELDS_UNFIT,
            "What Vault answered cannot be delivered: " + why + "."));
  }
}
