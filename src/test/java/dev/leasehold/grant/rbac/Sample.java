package dev.leasehold.grant.rbac;

import dev.leasehold.model.Binding;
import dev.leasehold.model.Grant;
import dev.leasehold.model.RequestRef;
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Subject;
import dev.leasehold.model.Target;
import dev.leasehold.model.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One ordinary grant, for tests that need no server. */
final class Sample {
  static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  static final Target.ServiceAccountToken TARGET =
      new Target.ServiceAccountToken(
          "shop",
          List.of(new Binding(new RoleRef(RoleRef.Kind.ROLE, "orders-reader"), "shop", List.of())),
          Duration.ofHours(1),
          List.of());

  static final Grant GRANT =
      new Grant(
          new RequestRef("payments", "report", "uid-1"),
          "uid-2",
          new Subject("payments", "report"),
          "uid-3",
          List.of(TARGET),
          new Window(NOW, NOW.plus(Duration.ofHours(4))),
          "report");

  private Sample() {}
}
