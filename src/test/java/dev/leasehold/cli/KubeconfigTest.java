package dev.leasehold.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Which cluster is called, and as whom, is what kubectl would say. */
final class KubeconfigTest {
  private static final String TWO =
      """
      current-context: one
      contexts:
      - {name: one, context: {cluster: c1, user: u1, namespace: payments}}
      - {name: two, context: {cluster: c2, user: u2}}
      clusters:
      - {name: c1, cluster: {server: "https://one.example:6443", certificate-authority-data: Yg==}}
      - {name: c2, cluster: {server: "https://two.example", certificate-authority: ca.crt}}
      users:
      - {name: u1, user: {token: secret}}
      - {name: u2, user: {client-certificate: a/b.crt, client-key: a/b.key}}
      """;

  @TempDir Path directory;

  /** Most are read without fabric8, which knows best what they mean. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        TWO,
        """
        current-context: a
        contexts: [{name: a, context: {cluster: c, user: u}}]
        clusters: [{name: c, cluster: {server: 'https://x:1', extensions: [{name: e}], insecure-skip-tls-verify: true}}]
        users: [{name: u, user: {username: n, password: p}}]
        """,
        """
        current-context: a
        contexts: [{name: a, context: {cluster: c, user: u, namespace: 12}}]
        clusters: [{name: c, cluster: {server: 'https://x:1', proxy-url: 'http://proxy:3128'}}]
        users: [{name: u, user: {token: 123}}]
        """,
        """
        current-context: a
        contexts: [{name: a, context: {cluster: c, user: ''}}, {name: b}]
        clusters: [{name: c, cluster: {server: 'https://x:1', extensions: [{name: e}]}}]
        users: [{name: u, user: {exec: {command: nowhere}}}, {name: v}]
        """,
        """
        current-context: a
        contexts: [{name: a, context: {cluster: c, user: u}}]
        clusters: [{name: c, cluster: {server: 'https://x:1', certificate-authority-data: null}}]
        users: [{name: u, user: {auth-provider: {name: oidc, config: {id-token: t}}}}]
        """
      })
  void meansWhatItMeansToFabric8(String content) throws IOException {
    Path file = file("config", content);
    assertThat(Serialization.asJson(Kubeconfig.found(file, null, command())))
        .isEqualTo(Serialization.asJson(Config.fromKubeconfig(null, file.toFile())));
  }

  @Test
  void anotherContextMeansWhatItMeansToFabric8() throws IOException {
    Path file = file("config", TWO);
    Config found = Kubeconfig.found(file, "two", command());
    assertThat(found.getMasterUrl()).isEqualTo("https://two.example/");
    assertThat(found.getClientKeyFile()).isEqualTo(directory.resolve("a/b.key").toString());
    assertThat(Serialization.asJson(found))
        .isEqualTo(Serialization.asJson(Config.fromKubeconfig("two", file.toFile())));
  }

  /** fabric8 takes the current one instead, which is another cluster. */
  @Test
  void aContextThatIsNotThereIsRefused() throws IOException {
    Path file = file("config", TWO);
    refuses(file, "three", "--context: the kubeconfig has no context three");
    usually(
        file.toString(),
        () -> refuses(null, "three", "--context: the kubeconfig has no context three"));
  }

  @Test
  void whatAContextNamesHasToBeThere() throws IOException {
    String context = "{current-context: a, contexts: [{name: a, context: {cluster: c, user: u}}], ";
    refuses(
        file("1", context + "users: [{name: u, user: {}}]}"),
        null,
        "the kubeconfig's context a names the cluster c, which is not defined");
    refuses(
        file("2", context + "clusters: [{name: c, cluster: {server: 'https://x'}}]}"),
        null,
        "the kubeconfig's context a names the user u, which is not defined");
  }

  /** Ignored, they would lead elsewhere, or to somebody else. */
  @Test
  void whatIsNotSupportedIsRefused() throws IOException {
    refuses(
        file("1", TWO.replace("https://one.example:6443\"", "https://x\", tls-server-name: y")),
        null,
        "cluster.tls-server-name, which is not supported");
    refuses(
        file("2", TWO.replace("token: secret", "token: secret, as: olga, as-uid: '1'")),
        null,
        "user.as-uid, which is not supported");
  }

  @Test
  void impersonatesAsItSays() throws IOException {
    Path file =
        file(
            "config",
            TWO.replace(
                "token: secret",
                "token: secret, as: olga, as-groups: [a, b], as-user-extra: {why: [x]}"));
    Config found = Kubeconfig.found(file, null, command());
    assertThat(found.getImpersonateUsername()).isEqualTo("olga");
    assertThat(found.getImpersonateGroups()).containsExactly("a", "b");
    assertThat(found.getImpersonateExtras()).isEqualTo(Map.of("why", List.of("x")));
  }

  @Test
  void aTokenInAFileComesFirst() throws IOException {
    Path token = file("token", "fresh\n");
    for (Object named : List.of(token, "token", "../" + directory.getFileName() + "/token")) {
      Path file = file("config", TWO.replace("token: secret", "token: old, tokenFile: " + named));
      assertThat(Kubeconfig.found(file, null, command()).getAutoOAuthToken()).isEqualTo("fresh");
    }
  }

  /** As KUBECONFIG may name several. */
  @Test
  void theFirstFileToNameSomethingWins() throws IOException {
    String later = "current-context: two\n" + TWO.substring(TWO.indexOf('\n') + 1);
    Path first =
        file(
            "first",
            "{contexts: [{name: two, context: {cluster: c1, user: u2}}], users: [{name: u2, user: {token: mine}}]}");
    Path second = file("second", later);
    usually(
        first + ":" + directory.resolve("missing") + ":" + second,
        () -> {
          Config found = Kubeconfig.found(null, null, command());
          assertThat(found.getMasterUrl()).isEqualTo("https://one.example:6443/");
          assertThat(found.getAutoOAuthToken()).isEqualTo("mine");
        });
  }

  @Test
  void withoutAnyItSaysHowToNameOne() {
    usually(
        directory.resolve("missing").toString(),
        () -> refuses(null, null, "name one with --kubeconfig, or set KUBECONFIG"));
  }

  /** An authority that the JVM trusts for the Internet speaks for no cluster. */
  @Test
  void onlyTheAuthorityThatItNamesIsBelieved() throws Exception {
    try (TrainingServer server = TrainingServer.in(Files.createDirectory(directory.resolve("a")))) {
      Path common = directory.resolve("common");
      try (var out = Files.newOutputStream(common)) {
        TrainingKeys.trusting(server.keys()).store(out, TrainingKeys.PASSWORD);
      }
      Path right = server.kubeconfigs().getLast();
      assertThat(mine(right, common)).contains("EXIT 0");
      KeyStore others = TrainingKeys.in(Files.createDirectory(directory.resolve("b")));
      try (TrainingServer impostor =
          new TrainingServer(server.server(), directory.resolve("b"), others)) {
        assertThat(mine(impostor.kubeconfigs().getLast(), common)).doesNotContain("EXIT 0");
      }
    }
  }

  /** What a process of its own prints that trusts whom this store names. */
  private String mine(Path kubeconfig, Path common) throws IOException, InterruptedException {
    Path out = directory.resolve("out");
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("-Djavax.net.ssl.trustStore=" + common);
    words.add("-Djavax.net.ssl.trustStorePassword=" + String.valueOf(TrainingKeys.PASSWORD));
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    words.addAll(List.of("mine", "--kubeconfig", kubeconfig.toString()));
    Process process =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    try {
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      return Files.readString(out) + "EXIT " + process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  /** Where no file is named, these are the usual ones. */
  private static void usually(String files, Runnable call) {
    System.setProperty("kubeconfig", files);
    try {
      call.run();
    } finally {
      System.clearProperty("kubeconfig");
    }
  }

  private static void refuses(@Nullable Path file, @Nullable String context, String why) {
    assertThatThrownBy(() -> Kubeconfig.found(file, context, command()))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining(why);
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }

  private static CommandLine.Model.CommandSpec command() {
    return Main.program("mine").getCommandSpec();
  }
}
