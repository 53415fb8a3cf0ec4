package dev.leasehold.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/** An API server with one request in it, for {@link Training}; it keeps nothing. */
record TrainingServer(HttpsServer server, Path directory, KeyStore keys) implements AutoCloseable {
  private static final int OK = 200;

  /** The address in its certificate. */
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  /** One that listens on loopback, and whose files are in this directory. */
  static TrainingServer in(Path directory) throws IOException {
    try {
      KeyStore keys = TrainingKeys.in(directory);
      SSLContext context = context(keys);
      HttpsServer server =
          HttpsServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0), 0);
      server.setHttpsConfigurator(asking(context));
      server.createContext("/", TrainingServer::respond);
      server.start();
      return new TrainingServer(server, directory, keys);
    } catch (GeneralSecurityException e) {
      throw new IOException("no key could be made", e);
    }
  }

  private static SSLContext context(KeyStore keys) throws GeneralSecurityException, IOException {
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(TrainingKeys.only(keys, TrainingKeys.SERVER), TrainingKeys.PASSWORD);
    TrustManagerFactory others =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    others.init(TrainingKeys.trusting(keys));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), others.getTrustManagers(), null);
    return context;
  }

  /** Asks for certificates, as API servers do. */
  private static HttpsConfigurator asking(SSLContext context) {
    return new HttpsConfigurator(context) {
      @Override
      public void configure(HttpsParameters parameters) {
        SSLParameters wanted = context.getDefaultSSLParameters();
        wanted.setWantClientAuth(true);
        parameters.setSSLParameters(wanted);
      }
    };
  }

  /** One for each way in which people are usually known: by certificate, and by a program. */
  List<Path> kubeconfigs() throws IOException {
    try {
      String authority = certificate(TrainingKeys.AUTHORITY);
      String key =
          pem("PRIVATE KEY", keys.getKey(TrainingKeys.PERSON, TrainingKeys.PASSWORD).getEncoded());
      return List.of(
          kubeconfig(
              "certificate",
              authority,
              "{client-certificate-data: %s, client-key-data: %s}"
                  .formatted(certificate(TrainingKeys.PERSON), key)),
          kubeconfig(
              "program",
              authority,
              """
              {exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: echo, args: ['
              {"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential", "status": {"token": "none"}}
              ']}}\
              """));
    } catch (GeneralSecurityException e) {
      throw new IOException("the key could not be read", e);
    }
  }

  private String certificate(String alias) throws GeneralSecurityException {
    return pem("CERTIFICATE", keys.getCertificate(alias).getEncoded());
  }

  /** In base64 once more, as kubeconfigs have it. */
  private static String pem(String type, byte[] content) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return Base64.getEncoder()
        .encodeToString(
            "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                .formatted(type, lines)
                .getBytes(StandardCharsets.US_ASCII));
  }

  private Path kubeconfig(String name, String authority, String user) throws IOException {
    return Files.writeString(
        directory.resolve(name),
        """
        apiVersion: v1
        kind: Config
        current-context: training
        contexts: [{name: training, context: {cluster: training, user: training, namespace: payments}}]
        clusters: [{name: training, cluster: {server: "https://127.0.0.1:%d", certificate-authority-data: %s}}]
        users: [{name: training, user: %s}]
        """
            .formatted(server.getAddress().getPort(), authority, user));
  }

  private static void respond(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      byte[] body = answer(exchange.getRequestURI().getPath()).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(OK, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static String answer(String path) throws IOException {
    if (path.endsWith("/selfsubjectreviews")) {
      return Serialization.asJson(Map.of("status", Map.of("userInfo", Map.of("username", "rita"))));
    }
    if (path.endsWith("/selfsubjectaccessreviews")) {
      return Serialization.asJson(Map.of("status", Map.of("allowed", true)));
    }
    if (path.endsWith("/accessrequests")) {
      return "{\"metadata\": {}, \"items\": [" + request() + "]}";
    }
    return path.contains("/accessrequests/") ? request() : "{\"metadata\": {}, \"items\": []}";
  }

  private static String request() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(TrainingServer.class.getResourceAsStream("training.json"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
