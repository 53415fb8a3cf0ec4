package dev.leasehold.status;

import dev.leasehold.api.v1alpha1.Backstop;
import dev.leasehold.api.v1alpha1.RecordedBinding;
import dev.leasehold.api.v1alpha1.RecordedRule;
import dev.leasehold.api.v1alpha1.RecordedTarget;
import dev.leasehold.api.v1alpha1.RecordedVault;
import dev.leasehold.api.v1alpha1.RoleKind;
import dev.leasehold.api.v1alpha1.RoleRef;
import dev.leasehold.api.v1alpha1.TargetKind;
import dev.leasehold.model.Binding;
import dev.leasehold.model.Durations;
import dev.leasehold.model.Rule;
import dev.leasehold.model.Target;
import dev.leasehold.model.VaultSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Targets as a record pins them, with the exact rules. */
final class RecordedTargets {
  private RecordedTargets() {}

  static RecordedTarget of(Target target) {
    List<RecordedBinding> bindings =
        target.bindings().stream().map(RecordedTargets::binding).toList();
    return switch (target) {
      case Target.ServiceAccountToken token ->
          new RecordedTarget(
              token.name(),
              TargetKind.ServiceAccountToken,
              bindings,
              Durations.text(token.credentialTtl()),
              token.audiences(),
              backstop(target),
              null);
      case Target.RoleBinding binding ->
          new RecordedTarget(
              binding.name(),
              TargetKind.RoleBinding,
              bindings,
              null,
              List.of(),
              backstop(target),
              null);
      case Target.Vault vault ->
          new RecordedTarget(
              vault.name(),
              TargetKind.Vault,
              bindings,
              Durations.text(vault.credentialTtl()),
              List.of(),
              backstop(target),
              vault(vault));
    };
  }

  private static RecordedVault vault(Target.Vault vault) {
    @Nullable String dynamic = null;
    @Nullable String kv = null;
    @Nullable String rotatedEvery = null;
    Map<String, String> parameters = Map.of();
    switch (vault.source()) {
      case VaultSource.Token _ -> {}
      case VaultSource.Dynamic made -> {
        dynamic = made.secret();
        parameters = made.parameters();
      }
      case VaultSource.Static lying -> {
        kv = lying.secret();
        rotatedEvery = lying.rotatedEvery().map(Durations::text).orElse(null);
      }
    }
    return new RecordedVault(
        vault.connection(),
        vault.tokenRole(),
        vault.policies(),
        dynamic,
        kv,
        parameters,
        rotatedEvery,
        vault.template());
  }

  /** A version that has no word for tokens with audiences could read no record with one (0132). */
  static Backstop backstop(Target target) {
    return switch (target.backstop()) {
      case TOKEN, TOKEN_EXPIRY -> Backstop.TOKEN;
      case VAULT_TTL -> Backstop.VAULT_TTL;
      case NONE -> Backstop.NONE;
    };
  }

  private static RecordedBinding binding(Binding binding) {
    RoleKind kind =
        switch (binding.role().kind()) {
          case ROLE -> RoleKind.Role;
          case CLUSTER_ROLE -> RoleKind.ClusterRole;
        };
    return new RecordedBinding(
        new RoleRef(kind, binding.role().name()),
        binding.roleUid().orElse(null),
        binding.namespace(),
        binding.namespaceUid().orElse(null),
        binding.rules().stream().map(RecordedTargets::rule).toList());
  }

  private static RecordedRule rule(Rule rule) {
    return new RecordedRule(
        rule.verbs(),
        rule.apiGroups(),
        rule.resources(),
        rule.resourceNames(),
        rule.nonResourceUrls());
  }
}
