package dev.leasehold.lab;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/**
 * Stands between a client and a server of a lab, numbers every call that may change something, and
 * asks what to do about it. Speaks HTTP/1.1 to the client; for the API server in plain text, for
 * Vault as if it were Vault.
 */
public final class Proxy implements AutoCloseable {
  private static final Set<String> MUTATING = Set.of("POST", "PUT", "PATCH", "DELETE");

  /** Calls to the API server that change nothing that lasts, or nothing of ours. */
  private static final List<String> HARMLESS =
      List.of("dryRun=All", "/leases", "/events", "selfsubject", "subjectaccessreview");

  private final ServerSocket listener;
  private final URI server;
  private final SSLSocketFactory trust;
  private final Disturbance disturbance;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** Decides about each call; called on the thread of the call, one at a time. */
  public interface Disturbance {
    /** What happens to this call. */
    Treatment treat(Call call);

    /** Hears what the server answered, also where the client does not. */
    void answered(Call call, int code, String body);

    /**
     * Whether nothing more of what the server sends in answer to this call reaches the client,
     * which is asked before each piece of it: so a watch falls silent with its connection open.
     */
    default boolean silences(Call call) {
      return false;
    }

    /**
     * What the client hears in place of this event of a watch, as JSON. Whoever takes long to say
     * delays all that follows on this watch.
     */
    default List<String> tells(Call watch, String event) {
      return List.of(event);
    }

    /** A watch has begun; closing this breaks its connection. */
    default void opened(Call watch, Closeable connection) {}

    /** Whether the call may change something, so that it is asked about it. */
    default boolean counts(Call call) {
      return MUTATING.contains(call.method()) && HARMLESS.stream().noneMatch(call.path()::contains);
    }
  }

  /**
   * A call that may change something.
   *
   * @param agent who the client says it is
   */
  public record Call(String method, String path, String agent) {}

  /** What a disturbance may do. */
  public enum Treatment {
    PASS,
    /** The call never arrives. */
    DROP,
    /** The call never arrives, and its connection stays open until the client gives up. */
    HANG,
    /** The call is carried out, and its answer is lost. */
    LOSE_REPLY
  }

  private Proxy(
      String server, SSLSocketFactory trust, ServerSocketFactory way, Disturbance disturbance) {
    this.server = URI.create(server);
    this.trust = trust;
    this.disturbance = disturbance;
    try {
      this.listener = way.createServerSocket(0, 512, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts one before this lab's API server. */
  public static Proxy before(Lab lab, Disturbance disturbance) {
    return new Proxy(lab.server(), trust(lab), ServerSocketFactory.getDefault(), disturbance)
        .started();
  }

  /** Starts one before this Vault, for which every call counts that the disturbance counts. */
  public static Proxy before(Vault vault, Disturbance disturbance) {
    SSLContext serving = Trust.serving(vault.identity());
    SSLSocketFactory trust = Trust.in(vault.authority()).getSocketFactory();
    return new Proxy(vault.address(), trust, serving.getServerSocketFactory(), disturbance)
        .started();
  }

  private Proxy started() {
    Thread.ofVirtual().start(this::listen);
    return this;
  }

  /** The kubeconfig, for whoever is to come by here. */
  public String rerouted(String kubeconfig) {
    return kubeconfig.replace(server.toString(), "http://127.0.0.1:" + port());
  }

  /** Where it listens, on loopback. */
  public int port() {
    return listener.getLocalPort();
  }

  /** No certificate of anybody: the API server is to see nothing but the client's token. */
  private static SSLSocketFactory trust(Lab lab) {
    try {
      return SSLUtils.sslContext(Config.fromKubeconfig(lab.tokenKubeconfig("nobody")))
          .getSocketFactory();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the lab's certificates cannot be read", e);
    }
  }

  private void listen() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket upstream = trust.createSocket(server.getHost(), server.getPort())) {
      open.add(client);
      open.add(upstream);
      client.setTcpNoDelay(true);
      upstream.setTcpNoDelay(true);
      new ProxiedConnection(client, upstream, server, disturbance).run();
    } catch (SocketException gone) {
      // One of the two is not there any more: neither has anything more to say to the other.
    } catch (IOException e) {
      System.out.println("proxy: " + e);
    } finally {
      open.removeIf(Socket::isClosed);
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
