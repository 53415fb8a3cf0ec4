package dev.leasehold.lab;

import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Everybody's way into one lab: certificates and clients for people, tokens for service accounts.
 */
final class Logins implements AutoCloseable {
  private static final Duration TOKEN_LIFETIME = Duration.ofHours(24);

  /** Service accounts get their tokens from the kubelet, which no lab has. */
  private static final Person NODE = new Person("system:node:lab", "system:nodes", People.MASTERS);

  private final CertificateAuthority authority;
  private final Kubeconfig kubeconfig;
  private final Map<Person, String> kubeconfigs = new ConcurrentHashMap<>();
  private final Map<Person, KubernetesClient> clients = new ConcurrentHashMap<>();

  Logins(CertificateAuthority authority, Kubeconfig kubeconfig) {
    this.authority = authority;
    this.kubeconfig = kubeconfig;
  }

  String server() {
    return kubeconfig.server();
  }

  String kubeconfig(Person person) {
    return kubeconfigs.computeIfAbsent(person, who -> kubeconfig.of(authority.person(who)));
  }

  String kubeconfig(String token) {
    return kubeconfig.of(token);
  }

  KubernetesClient client(Person person) {
    return clients.computeIfAbsent(person, who -> client(kubeconfig(who)));
  }

  /** Refusals and failures are seen as they come: nothing is tried again. */
  KubernetesClient client(String kubeconfigText) {
    Config config =
        new ConfigBuilder(Config.fromKubeconfig(kubeconfigText))
            .withRequestRetryBackoffLimit(0)
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  /** Whether the API server says that it is ready. */
  boolean areAnswered() {
    return "ok".equals(client(People.ADMIN).raw("/readyz"));
  }

  /** Whether people may come in: the API server is ready, and the controller manager works too. */
  boolean areOpen() {
    KubernetesClient admin = client(People.ADMIN);
    return areAnswered()
        && admin.serviceAccounts().inNamespace("default").withName("default").get() != null;
  }

  String token(String namespace, String serviceAccount, List<String> audiences) {
    TokenRequest request =
        new TokenRequestBuilder()
            .withNewSpec()
            .withAudiences(audiences)
            .withExpirationSeconds(TOKEN_LIFETIME.toSeconds())
            .endSpec()
            .build();
    return client(NODE)
        .serviceAccounts()
        .inNamespace(namespace)
        .withName(serviceAccount)
        .tokenRequest(request)
        .getStatus()
        .getToken();
  }

  @Override
  public void close() {
    clients.values().forEach(KubernetesClient::close);
  }
}
