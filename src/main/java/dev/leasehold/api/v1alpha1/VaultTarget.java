package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Access to Vault: a token, a dynamic secret or a static one. */
@Wire
@ValidationRule(
    value = "[has(self.token), has(self.dynamicSecret), has(self.kv)].filter(x, x).size() == 1",
    message = "set exactly one of token, dynamicSecret and kv; give each its own target")
@ValidationRule(
    value =
        "!self.credentialTTL.matches('^([0-9]{1,6}[hms]){1,3}$') || (duration(self.credentialTTL) >= duration('1m')"
            + " && duration(self.credentialTTL) <= duration('768h'))",
    message = "must be between 1m and 768h",
    fieldPath = ".credentialTTL")
public record VaultTarget(
    @JsonPropertyDescription(
            "The connection to Vault, by its name in the operator's configuration.")
        @Required
        @Format.Name
        String connection,
    @JsonPropertyDescription(
            "The Vault token role from which the grant's token is taken, so that the operator needs no policy that it"
                + " hands out.")
        @Required
        @Pattern(Format.VAULT_PATH)
        @Size(min = 1, max = 128)
        String tokenRole,
    @JsonPropertyDescription(
            "The Vault policies of the grant's token; the token role must allow them.")
        @Required
        @Size(min = 1, max = 16)
        List<@Pattern(Format.VAULT_PATH) @Size(min = 1, max = 128) String> policies,
    @JsonPropertyDescription(
            "Deliver the token itself. Absent: one of dynamicSecret and kv is delivered.")
        @Nullable VaultToken token,
    @JsonPropertyDescription(
            "Deliver credentials that Vault makes for this grant and takes back with its lease. Absent: one of"
                + " token and kv is delivered.")
        @Nullable VaultDynamic dynamicSecret,
    @JsonPropertyDescription(
            "Deliver a static secret. Taking the access back cannot make anyone forget it. Absent: one of token"
                + " and dynamicSecret is delivered.")
        @Nullable VaultStatic kv,
    @JsonPropertyDescription(
            "What is delivered besides Vault's own fields: by key, a text in which {{field}} stands for a field,"
                + " for example postgres://{{username}}:{{password}}@orders-db/orders. Absent: nothing.")
        @Size(max = 8)
        Map<String, @Size(max = 2048) String> template,
    @JsonPropertyDescription(
            "How long one credential lives, 1m to 768h. It is replaced inside the window without asking again.")
        @Required
        @Format.Duration
        String credentialTTL) {
  public VaultTarget {
    policies = Absent.asEmpty(policies);
    template = Absent.asEmpty(template);
  }
}
