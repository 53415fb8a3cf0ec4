package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.cluster.OutsideBindings;
import dev.leasehold.cluster.Separated;
import dev.leasehold.model.Subject;
import dev.leasehold.observe.RequestReader;
import java.util.Optional;
import java.util.Set;

/** Something that requests and records refer to has changed. */
sealed interface Change {
  /** Whether the request may be judged otherwise now. */
  boolean concerns(AccessRequest request);

  /** Whether the grant may have to change or end. */
  boolean concerns(AccessRecord record);

  /**
   * A catalog.
   *
   * @param linked qualified names of what entitlements of it must not be held together with
   */
  record Catalog(String name, Set<String> linked) implements Change {
    @Override
    public boolean concerns(AccessRequest request) {
      return request.getSpec().entitlement().catalog().equals(name)
          || linked.contains(Separated.name(request));
    }

    @Override
    public boolean concerns(AccessRecord record) {
      return false;
    }
  }

  /**
   * A namespace, or its labels.
   *
   * @param catalogs those that give access in it
   */
  record Namespace(String name, Set<String> catalogs) implements Change {
    @Override
    public boolean concerns(AccessRequest request) {
      return request.getMetadata().getNamespace().equals(name)
          || catalogs.contains(request.getSpec().entitlement().catalog());
    }

    @Override
    public boolean concerns(AccessRecord record) {
      return record.getSpec().request().namespace().equals(name)
          || record.getSpec().targets().stream()
              .flatMap(target -> target.bindings().stream())
              .anyMatch(binding -> binding.namespace().equals(name));
    }
  }

  /** A service account, as a subject or as one who asks. */
  record Account(String namespace, String name) implements Change {
    static Account of(Subject subject) {
      return new Account(subject.namespace(), subject.serviceAccount());
    }

    @Override
    public boolean concerns(AccessRequest request) {
      return (request.getMetadata().getNamespace().equals(namespace)
              && request.getSpec().subject().serviceAccountName().equals(name))
          || RequestReader.isAskedBy(new Subject(namespace, name), request);
    }

    @Override
    public boolean concerns(AccessRecord record) {
      return record.getSpec().subject().namespace().equals(namespace)
          && record.getSpec().subject().serviceAccountName().equals(name);
    }
  }

  /** A role of a namespace, or of the cluster; any catalog may name it. */
  record Role(Optional<String> namespace, String name) implements Change {
    @Override
    public boolean concerns(AccessRequest request) {
      return true;
    }

    @Override
    public boolean concerns(AccessRecord record) {
      return record.getSpec().targets().stream()
          .flatMap(target -> target.bindings().stream())
          .anyMatch(
              binding ->
                  binding.roleRef().name().equals(name)
                      && namespace.map(binding.namespace()::equals).orElse(true));
    }
  }

  /** A binding that is no grant's, of a role that somebody must not hold together with another. */
  record Outside(OutsideBindings.Bound bound) implements Change {
    @Override
    public boolean concerns(AccessRequest request) {
      return bound.names(request.getMetadata().getNamespace());
    }

    @Override
    public boolean concerns(AccessRecord record) {
      return false;
    }
  }

  /** A binding that lets people or machines decide; catalogs say who is missing. */
  record Deciders() implements Change {
    @Override
    public boolean concerns(AccessRequest request) {
      return false;
    }

    @Override
    public boolean concerns(AccessRecord record) {
      return false;
    }
  }

  /** Something that was handed out for the request of this UID. */
  record HandedOut(String uid) implements Change {
    @Override
    public boolean concerns(AccessRequest request) {
      return false;
    }

    @Override
    public boolean concerns(AccessRecord record) {
      return record.getSpec().request().uid().equals(uid);
    }
  }
}
