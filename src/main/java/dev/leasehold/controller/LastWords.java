package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.model.Subject;
import dev.leasehold.observe.OffboardingReader;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Service accounts as they last said that they are offboarded, until that is on record: whoever
 * replaces an account faster than anybody looks does not undo what was said of it.
 */
final class LastWords {
  private final Map<Subject, ServiceAccount> said = new ConcurrentHashMap<>();

  /** An account as it is now, or as it was when it was deleted. */
  void heard(ServiceAccount account) {
    if (OffboardingReader.stamped(account)) {
      ObjectMeta meta = account.getMetadata();
      said.put(new Subject(meta.getNamespace(), meta.getName()), account);
    }
  }

  /** Whose words are kept. */
  Stream<Subject> identities() {
    return said.keySet().stream();
  }

  /** The account that said what is not on record, be it gone; else the one that is there. */
  Optional<ServiceAccount> of(
      Subject identity, Optional<ServiceAccount> there, Optional<AccessRecord> record) {
    ServiceAccount last = said.get(identity);
    if (last == null) {
      return there;
    }
    if (!OffboardingReader.unheeded(last, record)) {
      said.remove(identity, last);
      return there;
    }
    return there.filter(account -> sameUid(account, last)).or(() -> Optional.of(last));
  }

  private static boolean sameUid(ServiceAccount one, ServiceAccount other) {
    return one.getMetadata().getUid().equals(other.getMetadata().getUid());
  }
}
