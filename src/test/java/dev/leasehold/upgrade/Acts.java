package dev.leasehold.upgrade;

import dev.leasehold.lab.Lab;
import dev.leasehold.path.Asked;
import dev.leasehold.path.Cast;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What people do with what was asked for or granted, whichever version runs. */
record Acts(Stock stock, Looks looks) {
  private static final int QUOTED = 16;
  private static final String HELD = "example.com/held";

  /** One owner approves what waits, and its token is used from now on. */
  String approved(String name) {
    stock.used(stock.of(name).activeBy(Cast.OLGA));
    return "one owner approved it";
  }

  /** One owner approves the renewal that is offered, and the end moves. */
  String renewed(String name) {
    Asked asked = stock.of(name);
    Instant end = Looks.end(asked);
    int approvals = asked.record().getSpec().approvals().size();
    Lab.await().until(() -> Objects.requireNonNull(asked.status().offer()).renewal() >= approvals);
    String digest = Objects.requireNonNull(asked.status().offer()).digest();
    asked.annotate(Cast.OLGA, "leasehold.dev/approve", digest.substring(0, QUOTED));
    Lab.await().until(() -> Looks.end(asked).isAfter(end));
    return "from " + end + " to " + Looks.end(asked);
  }

  /** The requester asks for another token, which works. */
  String redelivered(String name) {
    Asked asked = stock.of(name);
    String before = asked.secret().getMetadata().getResourceVersion();
    asked.annotate(Cast.RITA, "leasehold.dev/redeliver", "lost");
    Lab.await().until(() -> !asked.secret().getMetadata().getResourceVersion().equals(before));
    stock.used(asked);
    return looks.live(List.of(name));
  }

  /** The requester ends it, and somebody's finalizer holds its binding. */
  void held(String name) {
    Asked asked = stock.token(name, "reader", "1h");
    finalizers(asked, List.of(HELD));
    asked.annotate(Cast.RITA, "leasehold.dev/revoke", "done");
    String _ = looks.held(name);
  }

  /** That somebody lets go. */
  void released(String name) {
    finalizers(stock.of(name), List.of());
  }

  /** Deletes a role and makes it again, which ends what is bound to it. */
  void replaces(String role) {
    KubernetesClient admin = stock.shop().admin();
    Resource<Role> resource =
        admin.rbac().roles().inNamespace(stock.shop().orders()).withName(role);
    Role found = resource.require();
    resource.delete();
    found.getMetadata().setUid(null);
    found.getMetadata().setResourceVersion(null);
    admin.resource(found).create();
  }

  private void finalizers(Asked asked, List<String> finalizers) {
    KubernetesClient admin = stock.shop().admin();
    RoleBinding binding =
        admin
            .rbac()
            .roleBindings()
            .inNamespace(stock.shop().orders())
            .withLabel("leasehold.dev/request-uid", asked.uid())
            .list()
            .getItems()
            .getFirst();
    admin
        .resource(binding)
        .edit(
            b -> {
              b.getMetadata().setFinalizers(finalizers);
              return b;
            });
  }
}
