package dev.leasehold.grant.rbac;

import dev.leasehold.model.ObjectRef;
import java.util.Comparator;

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

  @Override
  public String toString() {
    return kind.text() + " " + namespace + "/" + name;
  }
}
