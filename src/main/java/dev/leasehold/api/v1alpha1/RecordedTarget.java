package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One part of what is provisioned. */
@Wire
public record RecordedTarget(
    @JsonPropertyDescription("The name of the target.") @Required @Format.Name String name,
    @JsonPropertyDescription("By what means it gives access.") @Required TargetKind kind,
    @JsonPropertyDescription(
            "The bindings, one for each role and namespace, with the rules at the decision.")
        @Size(max = RecordedTarget.MAX_BINDINGS)
        List<RecordedBinding> bindings,
    @JsonPropertyDescription(
            "How long one credential lives, for example 1h; absent for RoleBinding.")
        @Format.Duration
        @Nullable String credentialTTL,
    @JsonPropertyDescription(
            "The audiences of the token; absent: the API server. Who verifies it for another without asking the API server"
                + " accepts it until it expires, also when access has ended.")
        @Size(max = 8)
        List<@Pattern(Format.LINE) @Size(min = 1, max = 253) String> audiences,
    @JsonPropertyDescription("What ends the access while the operator is not running.") @Required
        Backstop backstop,
    @JsonPropertyDescription("Where in Vault the access comes from; only for Vault.")
        @Nullable RecordedVault vault) {
  /** Bindings of one target that a record can hold, one for each role and namespace. */
  public static final int MAX_BINDINGS = 64;

  public RecordedTarget {
    bindings = Absent.asEmpty(bindings);
    audiences = Absent.asEmpty(audiences);
  }
}
