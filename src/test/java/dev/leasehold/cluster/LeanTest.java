package dev.leasehold.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRequest;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is kept of objects that are watched. */
class LeanTest {
  private static ObjectMeta full() {
    return new ObjectMetaBuilder()
        .withName("a")
        .withNamespace("payments")
        .withUid("u")
        .withResourceVersion("7")
        .addToLabels("domain", "payments")
        .addToAnnotations("leasehold.dev/offboard", "left")
        .addToAnnotations("offboarding.leasehold.dev/1", "sven")
        .addToAnnotations("reason.leasehold.dev/offboarding-1", "left")
        .addToAnnotations("offboarding.leasehold.dev/9", "x".repeat(1000))
        .addToAnnotations("leasehold.dev/note", "x".repeat(1000))
        .addToAnnotations("example.com/note", "x".repeat(1000))
        .addToAnnotations("notleasehold.dev/note", "x".repeat(1000))
        .addToAnnotations("leasehold.dev.example.com/note", "x".repeat(1000))
        .addToAnnotations("example.com/leasehold.dev", "x".repeat(1000))
        .withOwnerReferences(owner("v1"), owner("leasehold.dev/v1alpha1"))
        .withFinalizers("example.com/hold")
        .withManagedFields(new ManagedFieldsEntry())
        .build();
  }

  private static OwnerReference owner(String version) {
    OwnerReference owner = new OwnerReference();
    owner.setApiVersion(version);
    return owner;
  }

  private static <T extends HasMetadata> ObjectMeta kept(T object, Consumer<T> strip) {
    object.setMetadata(full());
    T stored = object;
    Lean<T> store = new Lean<>(strip);
    store.put(store.getKey(stored), stored);
    ObjectMeta meta = store.get("payments/a").getMetadata();
    assertThat(meta.getManagedFields()).isNullOrEmpty();
    assertThat(meta.getUid()).isEqualTo("u");
    assertThat(meta.getResourceVersion()).isEqualTo("7");
    return meta;
  }

  @Test
  void ofAServiceAccountOnlyWhatIsSaidOfItsOffboarding() {
    ObjectMeta meta = kept(new ServiceAccount(), Lean::account);
    assertThat(meta.getAnnotations())
        .containsOnlyKeys("offboarding.leasehold.dev/1", "reason.leasehold.dev/offboarding-1");
    assertThat(meta.getOwnerReferences()).isNullOrEmpty();
    assertThat(meta.getLabels()).isNullOrEmpty();
    assertThat(meta.getFinalizers()).isNullOrEmpty();
  }

  /** The guard lets nobody write others under this domain on a request, nor more than it knows. */
  @Test
  void ofARequestWhatIsSaidUnderOurDomain() {
    ObjectMeta meta = kept(new AccessRequest(), Lean::request);
    assertThat(meta.getAnnotations())
        .containsKeys("leasehold.dev/offboard", "reason.leasehold.dev/offboarding-1")
        .allSatisfy((key, value) -> assertThat(key).matches("([a-z]+[.])?leasehold.dev/.+"));
    assertThat(meta.getFinalizers()).isNotEmpty();
  }

  @Test
  void ofANamespaceItsLabelsToo() {
    ObjectMeta meta = kept(new Namespace(), Lean::namespace);
    assertThat(meta.getLabels()).containsOnlyKeys("domain");
    assertThat(meta.getAnnotations()).isNullOrEmpty();
    assertThat(meta.getOwnerReferences()).isNullOrEmpty();
  }

  @Test
  void ofARoleNothingButItsRules() {
    ObjectMeta meta = kept(new Role(), LeanRole::strip);
    assertThat(meta.getLabels()).isNullOrEmpty();
    assertThat(meta.getAnnotations()).isNullOrEmpty();
    assertThat(meta.getOwnerReferences()).isNullOrEmpty();
  }

  @Test
  void ofALargeRoleThatItIsLarge() {
    Role small = role("a");
    kept(small, LeanRole::strip);
    assertThat(LeanRole.isWhole(small)).isTrue();
    assertThat(small.getRules()).hasSize(1);
    Role large = role("x".repeat(1_400_000));
    kept(large, LeanRole::strip);
    assertThat(LeanRole.isWhole(large)).isFalse();
    assertThat(large.getRules()).isNullOrEmpty();
    Role many = role(Collections.nCopies(3000, "").toArray(String[]::new));
    kept(many, LeanRole::strip);
    assertThat(LeanRole.isWhole(many)).isFalse();
  }

  private static Role role(String... names) {
    return new RoleBuilder().addNewRule().withResourceNames(names).endRule().build();
  }

  /** The API server bounds no name of a Role or RoleBinding. */
  @Test
  void ofALongNameADigest() {
    Lean<Role> store = new Lean<>(LeanRole::strip);
    String name = "x".repeat(700_000);
    Role role = role("a");
    role.setMetadata(new ObjectMetaBuilder().withNamespace("n").withName(name).build());
    Role again = role("b");
    again.setMetadata(new ObjectMetaBuilder().withNamespace("n").withName(name).build());
    store.put(store.getKey(role), role);
    assertThat(role.getMetadata().getName()).hasSizeLessThan(100);
    store.put(store.getKey(again), again);
    assertThat(store.keySet()).singleElement().asString().hasSizeLessThan(100);
    store.remove(store.getKey(again));
    assertThat(store.size()).isZero();
  }

  @Test
  void ofABindingOfOursWhatSaysWhoseItIs() {
    ObjectMeta meta = kept(new RoleBinding(), Lean::made);
    assertThat(meta.getLabels()).containsOnlyKeys("domain");
    assertThat(meta.getOwnerReferences())
        .extracting(OwnerReference::getApiVersion)
        .isEqualTo(List.of("leasehold.dev/v1alpha1"));
    assertThat(meta.getAnnotations()).isNullOrEmpty();
  }
}
