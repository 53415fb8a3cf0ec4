package dev.leasehold.grant.rbac;

import dev.leasehold.model.Holdings;
import dev.leasehold.model.ObjectRef;
import java.util.Comparator;
import java.util.Optional;

/** Where one object is, or would be; printed as people and proofs name it. */
record Address(Kind kind, String namespace, String name) {
  static final Comparator<Address> BY_NAME = Comparator.comparing(Address::toString);

  String collection() {
    return kind.path(namespace);
  }

  String path() {
    return collection() + "/" + name;
  }

  ObjectRef withUid(String uid) {
    return new ObjectRef(kind.apiVersion(), kind.text(), namespace, name, uid);
  }

  /** The UID that is recorded for it, if one is. */
  Optional<String> uidIn(Holdings known) {
    return known.objects().stream()
        .filter(ref -> withUid(ref.uid()).equals(ref))
        .map(ObjectRef::uid)
        .findFirst();
  }

  @Override
  public String toString() {
    return kind.text() + " " + namespace + "/" + name;
  }
}
