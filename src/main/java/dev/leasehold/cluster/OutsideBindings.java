package dev.leasehold.cluster;

import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Subject;
import dev.leasehold.observe.Held;
import dev.leasehold.observe.Keys;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.SubjectBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The bindings that are no grant's, as far as they name service accounts or their groups; of each
 * only whom it binds to which role is kept.
 */
public final class OutsideBindings {
  /** Bindings by the namespaces whose service accounts they name. */
  private static final String NAMED = "named";

  /** Names the service accounts of every namespace. */
  private static final String ALL = "*";

  /**
   * Who is kept of one binding within a namespace. Many may write those, and a binding of 1.4 MB
   * names some 15,000. One that names more counts as if it named all service accounts of the
   * namespaces that it names, and if those are as many, of all: so it hides nobody from an
   * exclusion, and reaches no further than that.
   */
  static final int MOST_KEPT = 100;

  private final SharedIndexInformer<RoleBinding> bindings;
  private final SharedIndexInformer<ClusterRoleBinding> clusterBindings;

  /**
   * @param changed is told of each that is new or changed
   */
  OutsideBindings(KubernetesClient client, Consumer<Bound> changed) {
    this.bindings =
        informer(
            client.rbac().roleBindings().inAnyNamespace().withoutLabel(Keys.REQUEST_UID),
            OutsideBindings::strip,
            OutsideBindings::bound,
            changed);
    this.clusterBindings =
        informer(client.rbac().clusterRoleBindings(), Lean::bare, OutsideBindings::bound, changed);
  }

  /** Who is bound to which role; the namespace is empty for the whole cluster. */
  public record Bound(List<Holder> holders, RoleRef role, Optional<String> namespace) {
    Stream<Held> in(String home) {
      return holders.stream()
          .filter(h -> h.home().equals(home) || h.home().equals(ALL))
          .map(h -> new Held(h.name(), role, namespace));
    }

    /** Whether service accounts of that namespace are named. */
    public boolean names(String home) {
      return in(home).findAny().isPresent();
    }
  }

  /** A user or group, and the namespace whose service accounts it is or has in it. */
  private record Holder(String name, String home) {
    /** Of prefix, namespace and name of a service account, which the API server bounds. */
    private static final int LONGEST = "system:serviceaccount:".length() + 63 + 1 + 253;

    boolean isPossible() {
      return name.length() <= LONGEST;
    }
  }

  List<SharedIndexInformer<?>> informers() {
    return List.of(bindings, clusterBindings);
  }

  /** What the service accounts of this namespace, or their groups, hold. */
  List<Held> held(String namespace) {
    return Stream.of(namespace, ALL)
        .flatMap(
            key ->
                Stream.concat(
                    bindings.getIndexer().byIndex(NAMED, key).stream().map(OutsideBindings::bound),
                    clusterBindings.getIndexer().byIndex(NAMED, key).stream()
                        .map(OutsideBindings::bound)))
        .distinct()
        .flatMap(b -> b.in(namespace))
        .toList();
  }

  /** The bindings of the whole cluster. */
  List<ClusterRoleBinding> ofTheCluster() {
    return clusterBindings.getStore().list();
  }

  private static <T extends HasMetadata> SharedIndexInformer<T> informer(
      Informable<T> resources,
      Consumer<T> strip,
      Function<T, Bound> read,
      Consumer<Bound> changed) {
    SharedIndexInformer<T> informer = Watches.unceasing(resources.withLimit(Watches.SMALL_PAGE));
    informer.itemStore(new Lean<>(strip));
    informer.addIndexers(
        Map.of(
            NAMED,
            binding ->
                read.apply(binding).holders().stream().map(Holder::home).distinct().toList()));
    informer.addEventHandler(new Watches.Changes<>(b -> changed.accept(read.apply(b))));
    return informer;
  }

  /** Keeps whom it binds only as far as they can be subjects of requests. */
  static void strip(RoleBinding binding) {
    Lean.bare(binding);
    String home = binding.getMetadata().getNamespace();
    List<io.fabric8.kubernetes.api.model.rbac.Subject> named =
        Objects.requireNonNullElse(
                binding.getSubjects(), List.<io.fabric8.kubernetes.api.model.rbac.Subject>of())
            .stream()
            .filter(subject -> holder(subject, home).anyMatch(Holder::isPossible))
            .distinct()
            .toList();
    binding.setSubjects(named.size() > MOST_KEPT ? many(named, home) : named);
    binding.getRoleRef().setName(LongNames.told(binding.getRoleRef().getName()));
  }

  /** In their place. */
  private static List<io.fabric8.kubernetes.api.model.rbac.Subject> many(
      List<io.fabric8.kubernetes.api.model.rbac.Subject> named, String home) {
    List<String> homes =
        named.stream().flatMap(s -> holder(s, home)).map(Holder::home).distinct().toList();
    return (homes.size() > MOST_KEPT ? Stream.of(ALL) : homes.stream())
        .map(
            in ->
                new SubjectBuilder()
                    .withKind(Held.MANY)
                    .withName(Held.MANY)
                    .withNamespace(in)
                    .build())
        .toList();
  }

  static Bound bound(RoleBinding binding) {
    return new Bound(
        holders(binding.getSubjects(), binding.getMetadata().getNamespace()),
        role(binding.getRoleRef()),
        Optional.of(binding.getMetadata().getNamespace()));
  }

  private static Bound bound(ClusterRoleBinding binding) {
    return new Bound(
        holders(binding.getSubjects(), null), role(binding.getRoleRef()), Optional.empty());
  }

  private static RoleRef role(io.fabric8.kubernetes.api.model.rbac.RoleRef role) {
    return new RoleRef(
        role.getKind().equals(RoleRef.Kind.ROLE.text())
            ? RoleRef.Kind.ROLE
            : RoleRef.Kind.CLUSTER_ROLE,
        role.getName());
  }

  private static List<Holder> holders(
      @Nullable List<io.fabric8.kubernetes.api.model.rbac.Subject> subjects,
      @Nullable String namespace) {
    return subjects == null
        ? List.of()
        : subjects.stream().flatMap(s -> holder(s, namespace)).toList();
  }

  private static Stream<Holder> holder(
      io.fabric8.kubernetes.api.model.rbac.Subject subject, @Nullable String namespace) {
    String name = subject.getName();
    return switch (subject.getKind()) {
      case "ServiceAccount" -> {
        String home = Objects.requireNonNullElse(subject.getNamespace(), namespace);
        yield home == null
            ? Stream.empty()
            : Stream.of(new Holder(new Subject(home, name).userName(), home));
      }
      case "User" -> user(name);
      case "Group" -> group(name);
      case Held.MANY -> Stream.of(new Holder(name, subject.getNamespace()));
      default -> Stream.empty();
    };
  }

  private static Stream<Holder> user(String name) {
    String[] parts = name.split(":", -1);
    return parts.length == 4 && name.startsWith("system:serviceaccount:")
        ? Stream.of(new Holder(name, parts[2]))
        : Stream.empty();
  }

  private static Stream<Holder> group(String name) {
    String each = "system:serviceaccounts:";
    if (name.startsWith(each)) {
      return Stream.of(new Holder(name, name.substring(each.length())));
    }
    return name.equals("system:serviceaccounts") || name.equals("system:authenticated")
        ? Stream.of(new Holder(name, ALL))
        : Stream.empty();
  }
}
