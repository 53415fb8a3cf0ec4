package dev.leasehold.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * etcd, kube-apiserver and kube-controller-manager in one directory; nothing listens beyond
 * loopback.
 */
final class ControlPlane implements AutoCloseable {
  /**
   * What a cluster without nodes needs, each under its own service account as in a production
   * cluster: admission policies tell the garbage collector and the namespace controller by those
   * names.
   */
  private static final String CONTROLLERS =
      "namespace-controller,serviceaccount-controller,serviceaccount-token-controller,"
          + "root-ca-certificate-publisher-controller,garbage-collector-controller,resourcequota-controller,"
          + "clusterrole-aggregation-controller,validatingadmissionpolicy-status-controller";

  private static final String AUDIT_POLICY =
      """
      apiVersion: audit.k8s.io/v1
      kind: Policy
      omitStages: [RequestReceived]
      rules: [{level: Metadata}]
      """;

  /**
   * Below those that systems give to outgoing connections (from 32,768 on Linux, 49,152 elsewhere):
   * one of these could have it before the server to which it is given.
   */
  private static final int LOWEST_PORT = 12_000;

  private static final int HIGHEST_PORT = 32_000;
  private static final int ATTEMPTS = 100;

  private final Path directory;
  private final CertificateAuthority authority;
  private final int port = freePort();
  private final List<Server> servers = new CopyOnWriteArrayList<>();
  private final Server etcd;
  private final Server apiServer;

  ControlPlane(Path directory, CertificateAuthority authority, LabOptions options) {
    this.directory = directory;
    this.authority = authority;
    try {
      etcd = new Server(directory, "etcd", etcdFlags());
      servers.add(etcd);
      apiServer = new Server(directory, "kube-apiserver", apiServerFlags(options));
      servers.add(apiServer);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Once the API server is ready: kube-controller-manager waits 10 s for that, and then ends. */
  void startControllers() {
    servers.add(new Server(directory, "kube-controller-manager", controllerManagerFlags()));
  }

  Kubeconfig kubeconfig() {
    return new Kubeconfig("https://127.0.0.1:" + port, authority.certificate());
  }

  /** Whether the API server takes connections; throws if one of the servers has died. */
  boolean isListening() {
    requireRunning();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Throws if one of the servers has died. */
  void requireRunning() {
    servers.forEach(Server::requireRunning);
  }

  /** The API server alone goes away; etcd keeps what it knew. */
  void stopApiServer() {
    apiServer.close();
  }

  void startApiServer() {
    apiServer.start();
  }

  /** All servers end as if killed; the controllers are {@link #startControllers begun} again. */
  void stop() {
    close();
    servers.retainAll(List.of(etcd, apiServer));
  }

  /** etcd and the API server run again. */
  void startServers() {
    servers.forEach(Server::start);
  }

  /** What etcd has; to be read and replaced only while all servers are stopped. */
  Path data() {
    return directory.resolve("etcd");
  }

  Path auditLog() {
    return directory.resolve("audit.log");
  }

  List<Long> pids() {
    return servers.stream().map(Server::pid).toList();
  }

  @Override
  public void close() {
    servers.reversed().forEach(Server::close);
  }

  private List<String> etcdFlags() {
    return List.of(
        "--data-dir=" + data(),
        "--unsafe-no-fsync",
        "--log-level=warn",
        "--listen-client-urls=" + socket("etcd"),
        "--advertise-client-urls=" + socket("etcd"),
        "--listen-peer-urls=" + socket("peer"),
        "--initial-advertise-peer-urls=" + socket("peer"),
        "--initial-cluster=default=" + socket("peer"));
  }

  private List<String> apiServerFlags(LabOptions options) {
    CertificateAuthority.Identity server = authority.server();
    CertificateAuthority.Identity signer = CertificateAuthority.tokenSigner();
    Stream<String> ordinary =
        Stream.of(
            "--etcd-servers=" + socket("etcd"),
            "--bind-address=127.0.0.1",
            "--advertise-address=127.0.0.1",
            "--secure-port=" + port,
            "--tls-cert-file=" + file("server.crt", server.certificate()),
            "--tls-private-key-file=" + file("server.key", server.key()),
            "--client-ca-file=" + file("ca.crt", authority.certificate()),
            "--authorization-mode=RBAC",
            "--endpoint-reconciler-type=none",
            "--service-cluster-ip-range=10.0.0.0/24",
            "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
            "--service-account-key-file=" + file("tokens.pub", signer.certificate()),
            "--service-account-signing-key-file=" + file("tokens.key", signer.key()));
    Stream<String> audit =
        Stream.of(
            "--audit-policy-file=" + file("audit-policy.yaml", AUDIT_POLICY),
            "--audit-log-path=" + auditLog());
    return Stream.of(
            ordinary,
            options.audited() ? audit : Stream.<String>of(),
            options.apiServerFlags().stream())
        .flatMap(flags -> flags)
        .toList();
  }

  private List<String> controllerManagerFlags() {
    Person me = new Person("system:kube-controller-manager");
    return List.of(
        "--kubeconfig=" + file("controller-manager.yaml", kubeconfig().of(authority.person(me))),
        "--use-service-account-credentials",
        "--controllers=" + CONTROLLERS,
        "--root-ca-file=" + directory.resolve("ca.crt"),
        "--service-account-private-key-file=" + directory.resolve("tokens.key"),
        "--leader-elect=false",
        "--secure-port=0");
  }

  private String socket(String name) {
    return "unix://" + directory.resolve(name + ".sock");
  }

  private Path file(String name, String content) {
    try {
      return Files.writeString(directory.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int freePort() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // It is taken: another one.
      }
    }
    throw new IllegalStateException("no port is free after " + ATTEMPTS + " attempts");
  }
}
