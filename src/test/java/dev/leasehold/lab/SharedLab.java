package dev.leasehold.lab;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * A lab that all test classes of one JVM share, started for the first of them and closed after the
 * last: {@code @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();}. Each
 * test uses namespaces and cluster-wide names of its own.
 */
public final class SharedLab implements BeforeAllCallback {
  /** What the shared chart lets grants bind; examples and tests name their roles accordingly. */
  static final Map<String, String> VALUES =
      Map.of(
          "bindable.roles", "{orders-reader,orders-refunder,orders-writer,orders-watcher}",
          "bindable.clusterRoles", "{view}",
          "bindable.toSubjects.roles", "{orders-watcher}",
          "bindable.toSubjects.clusterRoles", "{view}",
          "operatorTokens.users", "{runner}",
          "machines.users", Robots.braces(Robots.USERS),
          "machines.groups", Robots.braces(Robots.GROUPS),
          "exclusions[0]", "{kept-reads.reader,kept-writes.writer}",
          "people[0]", "{path-olga,path-olga.admin@example.com}");

  /** Those that tests share. */
  private enum Kind {
    CHART,
    OPERATOR,
    VAULT
  }

  private final Kind kind;
  private @Nullable Started started;

  private SharedLab(Kind kind) {
    this.kind = kind;
  }

  /** The lab that has the chart installed and no operator running, so that tests may act as it. */
  public static SharedLab withChart() {
    return new SharedLab(Kind.CHART);
  }

  /** Another lab, where the operator runs as well. */
  public static SharedLab withOperator() {
    return new SharedLab(Kind.OPERATOR);
  }

  /** A third one, where the operator runs and has a Vault; nobody breaks that. */
  public static SharedLab withVault() {
    return new SharedLab(Kind.VAULT);
  }

  /** The lab; there from {@code @BeforeAll} on. */
  public Lab lab() {
    return started().lab;
  }

  /** The running operator; not with {@link #withChart}. */
  public Operator operator() {
    Operator operator = started().operator;
    if (operator == null) {
      throw new IllegalStateException("this shared lab runs no operator");
    }
    return operator;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    started =
        context
            .getRoot()
            .getStore(Namespace.create(SharedLab.class))
            .computeIfAbsent(kind, Started::start, Started.class);
  }

  private Started started() {
    if (started == null) {
      throw new IllegalStateException("register the shared lab as a static @RegisterExtension");
    }
    return started;
  }

  /** JUnit closes it with the root context. */
  private record Started(Lab lab, @Nullable Operator operator) implements AutoCloseable {
    static Started start(Kind kind) {
      LabOptions ordinary = LabOptions.ordinary().withAudit();
      Lab lab = Lab.start(kind == Kind.VAULT ? ordinary.withVault() : ordinary);
      try {
        lab.installChart(VALUES);
        return new Started(lab, kind == Kind.CHART ? null : Operator.start(lab));
      } catch (RuntimeException e) {
        lab.close();
        throw e;
      }
    }

    @Override
    public void close() {
      if (operator != null) {
        operator.close();
      }
      lab.close();
    }
  }
}
