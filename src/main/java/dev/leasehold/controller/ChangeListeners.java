package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.cluster.Caches;
import dev.leasehold.cluster.ClusterDeciders;
import dev.leasehold.cluster.Separated;
import dev.leasehold.cluster.Watches;
import dev.leasehold.observe.Keys;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Makes changes of what is told of each kind that is watched. */
final class ChangeListeners {
  private final Hearing changed;
  private final Caches caches;
  private final Supplier<Watches> watches;

  /**
   * @param watches those which it listens to
   */
  ChangeListeners(Hearing changed, Caches caches, Supplier<Watches> watches) {
    this.changed = changed;
    this.caches = caches;
    this.watches = watches;
  }

  /**
   * @param heard takes an account that is there, changed or gone
   * @param requestTerminating takes a request that is being deleted
   * @param requestGone takes what was known last of a request that is gone
   */
  Watches.Listeners with(
      Consumer<ServiceAccount> heard,
      Consumer<AccessRequest> requestTerminating,
      Consumer<ObjectMeta> requestGone) {
    return new Watches.Listeners(
        catalog -> changed.of(() -> catalog(catalog)),
        namespace -> changed.of(() -> namespace(namespace.getMetadata().getName())),
        account -> {
          heard.accept(account);
          changed.of(() -> account(account.getMetadata()));
        },
        role -> changed.of(() -> role(role)),
        binding -> changed.maybe(() -> handedOut(binding.getMetadata())),
        bound -> {
          changed.maybe(
              () ->
                  Optional.of(bound)
                      .filter(b -> separated().concerns(b.role()))
                      .map(Change.Outside::new));
          changed.maybe(
              () ->
                  Optional.of(bound)
                      .filter(new ClusterDeciders(watches.get())::concern)
                      .map(b -> new Change.Deciders()));
        },
        requestTerminating,
        requestGone);
  }

  private Change catalog(EntitlementCatalog catalog) {
    return new Change.Catalog(catalog.getMetadata().getName(), separated().linked(catalog));
  }

  private Change namespace(String name) {
    return new Change.Namespace(name, watches.get().givingIn(name));
  }

  private static Change account(ObjectMeta account) {
    return new Change.Account(account.getNamespace(), account.getName());
  }

  private static Change role(HasMetadata role) {
    return new Change.Role(
        Optional.ofNullable(role.getMetadata().getNamespace()), role.getMetadata().getName());
  }

  private static Optional<Change> handedOut(ObjectMeta binding) {
    return Optional.ofNullable(binding.getLabels().get(Keys.REQUEST_UID))
        .map(Change.HandedOut::new);
  }

  private Separated separated() {
    return new Separated(watches.get(), caches.segregation());
  }
}
