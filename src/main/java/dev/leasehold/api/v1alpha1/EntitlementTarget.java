package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** One part of what an entitlement gives; exactly one of the kinds is set. */
@Wire
@ValidationRule(
    value =
        "[has(self.serviceAccountToken), has(self.roleBinding), has(self.vault)].filter(x, x).size() == 1",
    message =
        "set exactly one of serviceAccountToken, roleBinding and vault; give each its own target")
public record EntitlementTarget(
    @JsonPropertyDescription(
            "The name of the target, unique in its entitlement; requests may narrow to it.")
        @Required
        @Format.Name
        String name,
    @JsonPropertyDescription(
            "A service account made for the grant, with these bindings, whose short-lived token is delivered in"
                + " a Secret. If the operator is down, the token dies at its own expiry. Absent: the target is of"
                + " another kind.")
        @Nullable ServiceAccountTokenTarget serviceAccountToken,
    @JsonPropertyDescription(
            "Binds the subject's own service account. If the operator is down, nothing takes the binding back."
                + " Absent: the target is of another kind.")
        @Nullable RoleBindingTarget roleBinding,
    @JsonPropertyDescription(
            "A Vault token, dynamic secret or static secret. If the operator is down, Vault's TTL holds. Absent:"
                + " the target is of another kind.")
        @Nullable VaultTarget vault) {}
