package dev.leasehold.app;

import dev.leasehold.controller.Engine;
import dev.leasehold.controller.Given;
import dev.leasehold.controller.Reach;
import dev.leasehold.controller.Reports;
import dev.leasehold.controller.Settings;
import dev.leasehold.evidence.CanonicalDigest;
import dev.leasehold.grant.rbac.ClusterView;
import dev.leasehold.grant.rbac.RbacProvisioner;
import dev.leasehold.grant.rbac.RbacSettings;
import dev.leasehold.grant.rbac.SecretDelivery;
import dev.leasehold.grant.vault.VaultConnection;
import dev.leasehold.grant.vault.VaultProvisioner;
import dev.leasehold.grant.vault.VaultSettings;
import dev.leasehold.guard.CanaryNote;
import dev.leasehold.guard.GuardProbe;
import dev.leasehold.guard.GuardSource;
import dev.leasehold.guard.Installation;
import dev.leasehold.lifecycle.Limits;
import dev.leasehold.lifecycle.Rate;
import dev.leasehold.lifecycle.Retention;
import dev.leasehold.model.Durations;
import dev.leasehold.observe.Bindable;
import dev.leasehold.observe.PersonsReader;
import dev.leasehold.observe.SegregationReader;
import dev.leasehold.observe.SignersReader;
import dev.leasehold.policy.cel.CelRulebook;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts the process together. */
@Singleton
public class Wiring {
  private static final Duration CALL = Clients.CALL;

  private final OperatorConfiguration configuration;

  public Wiring(OperatorConfiguration configuration) {
    this.configuration = configuration;
  }

  /** The engine, which works once the framework serves it. */
  @Produces
  @Singleton
  public Engine engine(
      KubernetesClient client,
      ClusterClock clock,
      Reports reports,
      Predecessor predecessor,
      Tenure tenure,
      Clients clients,
      VaultProvisioner vault) {
    RbacSettings rbac =
        new RbacSettings(
            configuration.grantsNamespace(),
            CertificateAuthority.of(client.getConfiguration()),
            configuration.kubeconfigServer(),
            CALL);
    KubernetesClient sweeping =
        clients.of(
            client.getConfiguration(),
            client.getKubernetesSerialization(),
            Map.of("tenure", tenure, "agent", Agent.SWEEP));
    return new Engine(
        new Given(
            reach(client, rbac, vault),
            reach(sweeping, rbac, new VaultProvisioner(vault(client, tenure))),
            new Settings(
                configuration.namespace(),
                configuration.grantsNamespace(),
                new Retention(
                    Durations.parse(configuration.retention()),
                    Durations.parse(configuration.refusalRetention())),
                limits(configuration.rateLimits()),
                bindable(),
                SignersReader.read(configuration.signers().orElse("[]")),
                PersonsReader.read(configuration.people().orElse("[]"), machines()),
                SegregationReader.read(configuration.exclusions().orElse("[]"))),
            bindings -> new RbacProvisioner(client, rbac, ClusterView.bindingsOnly(bindings::find)),
            new GuardProbe(
                client,
                installation(),
                configuration.guard().isStatic() ? GuardSource.FILES : GuardSource.API),
            new CanaryNote(client, installation()),
            predecessor::silence,
            reports,
            CelRulebook.by(System::nanoTime),
            CanonicalDigest::of),
        clock);
  }

  /** Each has logins, lanes and places of its own at every other system. */
  private static Reach reach(KubernetesClient client, RbacSettings rbac, VaultProvisioner vault) {
    return new Reach(
        client,
        List.of(new RbacProvisioner(client, rbac), vault),
        new SecretDelivery(client, CALL));
  }

  /** What asks Vault. */
  @Produces
  @Singleton
  public VaultProvisioner vaults(KubernetesClient client, Tenure tenure) {
    return new VaultProvisioner(vault(client, tenure));
  }

  void close(@Disposes Engine engine) {
    engine.close();
  }

  private static Limits limits(OperatorConfiguration.RateLimits limits) {
    return new Limits(
        new Rate(limits.perNamespace().perMinute(), limits.perNamespace().burst()),
        new Rate(limits.perRequester().perMinute(), limits.perRequester().burst()));
  }

  private Bindable bindable() {
    OperatorConfiguration.ToSubjects subjects = configuration.bindable().toSubjects();
    return new Bindable(
            Set.copyOf(subjects.roles().orElse(List.of())),
            Set.copyOf(subjects.clusterRoles().orElse(List.of())))
        .within(Set.copyOf(configuration.bindable().namespaces()))
        .but(Set.of(configuration.namespace(), configuration.grantsNamespace()))
        .under(configuration.ceilings().map(CeilingList::parse).orElse(List.of()))
        .with(
            connections().stream()
                .collect(Collectors.toMap(VaultConnection::name, VaultConnection::allow)))
        .withLog(configuration.evidence().directory().isPresent());
  }

  private List<VaultConnection> connections() {
    return configuration.vault().connections().map(ConnectionList::parse).orElse(List.of());
  }

  private VaultSettings vault(KubernetesClient client, Tenure tenure) {
    LoginToken tokens =
        new LoginToken(
            configuration.vault().tokenFile().map(Path::of),
            Path.of(configuration.vault().tokens()),
            client.getConfiguration());
    return new VaultSettings(connections(), tokens::of, CALL, System::nanoTime, tenure::require);
  }

  private Installation installation() {
    OperatorConfiguration.ToSubjects subjects = configuration.bindable().toSubjects();
    return new Installation(
        configuration.namespace(),
        Identity.trusted(configuration.namespace()),
        configuration.grantsNamespace(),
        configuration.bindable().namespaces(),
        subjects.roles().orElse(List.of()),
        subjects.clusterRoles().orElse(List.of()),
        configuration.operatorTokens().users().orElse(List.of()),
        PersonsReader.users(machines()),
        PersonsReader.groups(machines()));
  }

  private String machines() {
    return configuration.machines().orElse("{}");
  }
}
