package dev.leasehold.architecture;

import java.util.List;
import java.util.stream.Stream;

/**
 * One room of the house: a package, which rooms it may see, and which libraries it may use besides
 * {@code java.*} and the null annotations.
 */
record Room(String name, List<String> sees, List<String> libraries) {
  private static final String FABRIC8_MODEL = "io.fabric8.kubernetes.api.model";
  private static final String FABRIC8 = "io.fabric8.kubernetes";
  private static final String JACKSON = "com.fasterxml.jackson";
  private static final String LOGGING = "org.jboss.logging";
  private static final String JOSDK = "io.javaoperatorsdk";
  private static final String BOUNCY_CASTLE = "org.bouncycastle";

  /** A room sees only rooms above it. */
  private static final List<Room> TABLE =
      List.of(
          room("model"),
          room("policy").seeing("model").using("com.google.re2j"),
          room("policy.cel")
              .seeing("model", "policy")
              .using("dev.cel", "com.google.common.collect"),
          room("approval").seeing("model"),
          room("approval.ssh").seeing("model", "approval").using(BOUNCY_CASTLE),
          room("lifecycle").seeing("model", "policy", "approval"),
          room("api.v1alpha1")
              .using(
                  FABRIC8,
                  "io.fabric8.generator.annotation",
                  "io.fabric8.crd.generator",
                  "io.fabric8.crdv2.generator",
                  JACKSON),
          room("observe")
              .seeing("model", "policy", "approval.ssh", "lifecycle", "api.v1alpha1")
              .using(FABRIC8_MODEL, "io.fabric8.kubernetes.client.utils"),
          room("status")
              .seeing("model", "policy", "approval", "lifecycle", "api.v1alpha1")
              .using(FABRIC8_MODEL),
          room("tls").using("javax.net.ssl"),
          room("schedule").using(LOGGING),
          room("wire").using(FABRIC8),
          room("grant").seeing("model", "lifecycle").using(LOGGING),
          room("grant.rbac").seeing("model", "grant", "wire").using(FABRIC8, JACKSON),
          room("grant.vault")
              .seeing("model", "grant", "tls")
              .using("javax.net.ssl", "io.github.jopenlibs"),
          room("evidence").seeing("model").using(BOUNCY_CASTLE, JACKSON, "org.erdtman.jcs"),
          room("audit").seeing("model", "evidence").using(JACKSON),
          room("audit.page").seeing("model", "audit", "evidence").using("io.quarkus.qute"),
          room("guard")
              .seeing("model", "lifecycle", "grant", "schedule", "wire")
              .using(FABRIC8, JACKSON, LOGGING),
          room("notice")
              .seeing("observe", "api.v1alpha1", "tls")
              .using(
                  "javax.crypto",
                  "javax.net.ssl",
                  "jakarta.mail",
                  "org.eclipse.angus.mail.smtp",
                  FABRIC8_MODEL,
                  JACKSON,
                  LOGGING),
          room("metrics")
              .seeing("model", "lifecycle", "observe", "api.v1alpha1")
              .using(FABRIC8_MODEL, "io.micrometer"),
          room("cluster")
              .seeing(
                  "model",
                  "policy",
                  "lifecycle",
                  "observe",
                  "grant",
                  "schedule",
                  "wire",
                  "api.v1alpha1")
              .using(JOSDK, FABRIC8, JACKSON, LOGGING),
          room("sweep")
              .seeing(
                  "model",
                  "lifecycle",
                  "observe",
                  "status",
                  "grant",
                  "schedule",
                  "cluster",
                  "api.v1alpha1")
              .using(FABRIC8, JACKSON, LOGGING),
          room("controller").seeingAllAbove().using(JOSDK, FABRIC8, LOGGING),
          room("app")
              .seeingAllAbove()
              .using(
                  JACKSON,
                  "io.quarkus",
                  "io.quarkiverse",
                  "io.smallrye.config",
                  "io.vertx.core",
                  "io.netty.handler.ssl",
                  "javax.net.ssl",
                  "io.micrometer",
                  "org.eclipse.microprofile",
                  "jakarta",
                  JOSDK,
                  FABRIC8,
                  LOGGING),
          room("cli")
              .seeingAllAbove()
              .using(
                  "picocli",
                  "io.quarkus.runtime",
                  "com.networknt.schema",
                  "org.yaml.snakeyaml",
                  "org.snakeyaml.engine",
                  "javax.xml.stream",
                  // The server of the training.
                  "javax.net.ssl",
                  "com.sun.net.httpserver",
                  FABRIC8,
                  JACKSON));

  /** The rooms, from what knows nothing to what knows all. */
  static List<Room> all() {
    return TABLE.stream().map(Room::settled).toList();
  }

  private static Room room(String name) {
    return new Room(name, List.of(), List.of());
  }

  private Room seeing(String... rooms) {
    return new Room(name, List.of(rooms), libraries);
  }

  private Room seeingAllAbove() {
    return seeing("*");
  }

  private Room using(String... packages) {
    return new Room(name, sees, List.of(packages));
  }

  private Room settled() {
    List<String> above =
        TABLE.stream().map(Room::name).takeWhile(other -> !other.equals(name)).toList();
    List<String> settled =
        sees.contains("*") ? above.stream().filter(r -> mayBeSeen(r)).toList() : sees;
    return new Room(name, settled, libraries);
  }

  /** The CLI drives the cluster from outside; reconcilers do not know who is told what happens. */
  private boolean mayBeSeen(String other) {
    return !(name.equals("cli") && List.of("controller", "cluster", "sweep").contains(other))
        && !(name.equals("controller") && other.equals("notice"));
  }

  /** What a class of this room may use, as packages; {@code root} is the house's. */
  Stream<String> allowed(String root) {
    return Stream.of(
            Stream.of("java", "org.jspecify.annotations"),
            libraries.stream(),
            Stream.concat(Stream.of(name), sees.stream()).map(room -> root + "." + room))
        .flatMap(packages -> packages);
  }
}
