package dev.leasehold.guard;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A test that acts as an operator which has every right there is. */
abstract class Fenced {
  @RegisterExtension static final WideOperator WIDE = new WideOperator();

  static final String GRANTS = "leasehold-grants";

  static KubernetesClient operator;
  static KubernetesClient admin;
  static String namespace;

  final GrantObjects ours = new GrantObjects(UUID.randomUUID().toString());

  @BeforeAll
  static void open() {
    operator = WIDE.operator();
    admin = WIDE.admin();
    namespace = WIDE.stage().namespace();
  }
}
