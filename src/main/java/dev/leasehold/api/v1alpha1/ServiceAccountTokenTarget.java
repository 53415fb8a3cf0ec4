package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** A service account made for the grant, its bindings, and a token delivered in a Secret. */
@Wire
@ValidationRule(
    value = "self.bindings.map(b, b.namespaces.size()).sum() <= 64",
    message =
        "at most 64 role bindings in all (bindings times their namespaces); split it into several targets",
    fieldPath = ".bindings")
@ValidationRule(
    value =
        "!self.credentialTTL.matches('^([0-9]{1,6}[hms]){1,3}$') || (duration(self.credentialTTL) >= duration('10m')"
            + " && duration(self.credentialTTL) <= duration('24h'))",
    message =
        "must be between 10m and 24h: Kubernetes issues no token for less, and long-lived ones are the problem",
    fieldPath = ".credentialTTL")
public record ServiceAccountTokenTarget(
    @JsonPropertyDescription("What the service account is bound to.")
        @Required
        @Size(min = 1, max = 16)
        List<Binding> bindings,
    @JsonPropertyDescription(
            "How long one token lives, 10m to 24h. It is replaced inside the window without asking again.")
        @Required
        @Format.Duration
        String credentialTTL,
    @JsonPropertyDescription("The audiences of the token. Absent or empty: the API server itself.")
        @Size(max = 8)
        List<@Pattern(Format.LINE) @Size(min = 1, max = 253) String> audiences) {
  public ServiceAccountTokenTarget {
    bindings = Absent.asEmpty(bindings);
    audiences = Absent.asEmpty(audiences);
  }
}
