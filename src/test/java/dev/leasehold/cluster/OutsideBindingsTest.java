package dev.leasehold.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.observe.Held;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom a binding names, as the authorizer reads it. */
class OutsideBindingsTest {
  private static RoleBinding naming(String subject) {
    return Serialization.unmarshal(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: b, namespace: shop}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: r}
        subjects: [%s]
        """
            .formatted(subject),
        RoleBinding.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{kind: ServiceAccount, name: a, namespace: payments} | system:serviceaccount:payments:a",
        "{kind: User, name: 'system:serviceaccount:payments:a'} | system:serviceaccount:payments:a",
        "{kind: Group, name: 'system:serviceaccounts:payments'} | system:serviceaccounts:payments",
        "{kind: Group, name: 'system:serviceaccounts'} | system:serviceaccounts",
        "{kind: Group, name: 'system:authenticated'} | system:authenticated"
      })
  void accountsOfANamespaceAreNamedInFiveWays(String subject, String holder) {
    assertThat(OutsideBindings.bound(naming(subject)).in("payments"))
        .extracting(Held::holder)
        .containsExactly(holder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{kind: ServiceAccount, name: a, namespace: stock}",
        "{kind: ServiceAccount, name: payments}",
        "{kind: User, name: 'system:serviceaccount:payments:a:b'}",
        "{kind: User, name: 'system:serviceaccount:payments'}",
        "{kind: User, name: 'payments'}",
        "{kind: Group, name: 'system:serviceaccounts:payments-too'}",
        "{kind: Group, name: 'system:unauthenticated'}",
        "{kind: Group, name: 'system:masters'}"
      })
  void nobodyElseIs(String subject) {
    assertThat(OutsideBindings.bound(naming(subject)).names("payments")).isFalse();
  }

  @Test
  void anAccountWithoutNamespaceIsOneOfTheBindings() {
    OutsideBindings.Bound bound = OutsideBindings.bound(naming("{kind: ServiceAccount, name: a}"));
    assertThat(bound.names("shop")).isTrue();
    assertThat(bound.namespace()).contains("shop");
  }

  @Test
  void whoCanHaveNoRequestIsNotKept() {
    String endless = "x".repeat(1_400_000);
    RoleBinding binding =
        naming(
            "{kind: User, name: olga}, {kind: Group, name: oncall}, {kind: User, name: '%1$s'},"
                    .formatted(endless)
                + " {kind: ServiceAccount, name: '%1$s'}, {kind: ServiceAccount, name: a}"
                    .formatted(endless));
    binding.getRoleRef().setName(endless);
    OutsideBindings.strip(binding);
    assertThat(binding.getSubjects()).extracting(Subject::getName).containsExactly("a");
    assertThat(binding.getRoleRef().getName()).hasSizeLessThan(100);
    assertThat(OutsideBindings.bound(binding).names("shop")).isTrue();
  }

  /** Else whoever has a role outside could hide it from an exclusion among many. */
  @Test
  void aBindingThatNamesTooManyNamesAllOfTheirNamespace() {
    RoleBinding binding = many(OutsideBindings.MOST_KEPT);
    OutsideBindings.strip(binding);
    assertThat(binding.getSubjects()).hasSize(OutsideBindings.MOST_KEPT);
    assertThat(OutsideBindings.bound(binding).names("other")).isFalse();
    binding = many(OutsideBindings.MOST_KEPT + 1);
    OutsideBindings.strip(binding);
    assertThat(binding.getSubjects()).hasSize(1);
    assertThat(OutsideBindings.bound(binding).in("shop"))
        .extracting(Held::holder)
        .containsExactly("more than 100 service accounts");
    OutsideBindings.strip(binding);
    assertThat(OutsideBindings.bound(binding).names("shop")).isTrue();
    assertThat(OutsideBindings.bound(binding).names("other")).isFalse();
  }

  /** Whoever binds a role in his own namespace reaches nobody whom he does not name. */
  @Test
  void oneNameManyTimesIsOneName() {
    RoleBinding binding =
        naming(
            Stream.generate(() -> "{kind: ServiceAccount, name: a}")
                .limit(OutsideBindings.MOST_KEPT + 1)
                .collect(Collectors.joining(", ")));
    OutsideBindings.strip(binding);
    assertThat(OutsideBindings.bound(binding).in("shop"))
        .extracting(Held::holder)
        .containsExactly("system:serviceaccount:shop:a");
  }

  @Test
  void aBindingOfTooManyNamespacesNamesEverybody() {
    RoleBinding binding =
        naming(
            IntStream.rangeClosed(0, OutsideBindings.MOST_KEPT)
                .mapToObj("{kind: ServiceAccount, name: a, namespace: n%d}"::formatted)
                .collect(Collectors.joining(", ")));
    OutsideBindings.strip(binding);
    assertThat(binding.getSubjects()).hasSize(1);
    assertThat(OutsideBindings.bound(binding).names("other")).isTrue();
  }

  private static RoleBinding many(int count) {
    return naming(
        IntStream.range(0, count)
            .mapToObj(i -> "{kind: ServiceAccount, name: a%d}".formatted(i))
            .collect(Collectors.joining(", ")));
  }

  @Test
  void aBindingWithoutSubjectsNamesNobody() {
    RoleBinding empty = naming("");
    empty.setSubjects(null);
    assertThat(OutsideBindings.bound(empty).names("shop")).isFalse();
  }
}
