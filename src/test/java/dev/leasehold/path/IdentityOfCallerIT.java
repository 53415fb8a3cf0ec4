package dev.leasehold.path;

import static dev.leasehold.path.Terminal.on;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.leasehold.cli.Ran;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.People;
import dev.leasehold.lab.SharedLab;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The commands act as whoever kubectl would act as, however that is said. */
final class IdentityOfCallerIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final String HOUR = "duration: 1h, justification: weekly refunds";

  @TempDir Path directory;

  @Test
  void whoeverMayImpersonateActsAsThatUser() {
    Asked asked = Shop.offering(LAB.lab(), Entitled.reader()).asks("refunds", HOUR);
    asked.offer();
    // A name alone has none of the groups of that person.
    Ran refused =
        new Terminal(LAB.lab(), directory)
            .run(People.ADMIN, "", on(asked, "approve", "--yes", "--as", Cast.OLGA.name()));
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains(Cast.OLGA.name());
    assertThat(
            new Terminal(LAB.lab(), directory)
                .run(Cast.OLGA, "", on(asked, "show", "--as", "x"))
                .err())
        .contains("cannot impersonate");
  }

  /** As with an identity provider or a cloud: a program hands out what proves who somebody is. */
  @Test
  void aProgramOfTheKubeconfigSaysWhoItIs() throws IOException {
    Asked asked = Shop.offering(LAB.lab(), Entitled.reader()).asks("refunds", HOUR);
    asked.offer();
    Path kubeconfig = directory.resolve("exec");
    Files.writeString(kubeconfig, byProgram());
    Ran ran =
        Ran.of(kubeconfig, new StringWriter(), on(asked, "approve", "--yes", "--context", "two"));
    assertThat(ran.out()).as(ran.err()).contains("refunds approved");
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(asked.status().approvals())
                    .extracting(approval -> approval.approver())
                    .containsExactly(Cast.OLGA.name()));
  }

  /** Olga's kubeconfig, whose current context is somebody's who proves nothing. */
  private String byProgram() throws IOException {
    ObjectNode config = (ObjectNode) YAML.readTree(LAB.lab().kubeconfig(Cast.OLGA));
    JsonNode user = config.at("/users/0/user");
    ObjectNode status = YAML.createObjectNode();
    status.put("clientCertificateData", decoded(user, "client-certificate-data"));
    status.put("clientKeyData", decoded(user, "client-key-data"));
    Path answer = directory.resolve("answer.json");
    new ObjectMapper()
        .writeValue(
            answer.toFile(),
            Map.of(
                "apiVersion",
                "client.authentication.k8s.io/v1",
                "kind",
                "ExecCredential",
                "status",
                status));
    JsonNode exec =
        YAML.valueToTree(
            Map.of(
                "apiVersion",
                "client.authentication.k8s.io/v1",
                "command",
                "cat",
                "args",
                List.of(answer.toString()),
                "interactiveMode",
                "Never"));
    config
        .withArray("/users")
        .addObject()
        .put("name", "program")
        .putObject("user")
        .set("exec", exec);
    ((ObjectNode) config.at("/users/0")).set("user", YAML.createObjectNode());
    config
        .withArray("/contexts")
        .addObject()
        .put("name", "two")
        .putObject("context")
        .put("user", "program")
        .put("cluster", config.at("/clusters/0/name").asText());
    return YAML.writeValueAsString(config);
  }

  private static String decoded(JsonNode user, String field) {
    return new String(
        java.util.Base64.getDecoder().decode(user.path(field).asText()),
        java.nio.charset.StandardCharsets.UTF_8);
  }
}
