package dev.leasehold.lab;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLSocketFactory;

/**
 * Stands between a client and a lab's API server, numbers every call that may change something, and
 * asks what to do about it. Speaks HTTP/1.1 in plain text to the client.
 */
public final class Proxy implements AutoCloseable {
  private final ServerSocket listener;
  private final URI server;
  private final SSLSocketFactory trust;
  private final Disturbance disturbance;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** Decides about each call; called on the thread of the call, one at a time. */
  public interface Disturbance {
    /** What happens to this call. */
    Treatment treat(Call call);

    /** Hears what the API server answered, also where the client does not. */
    void answered(Call call, int code, String body);
  }

  /** A call that may change something. */
  public record Call(String method, String path) {}

  /** What a disturbance may do. */
  public enum Treatment {
    PASS,
    /** The call never arrives. */
    DROP,
    /** The call is carried out, and its answer is lost. */
    LOSE_REPLY
  }

  private Proxy(Lab lab, Disturbance disturbance) {
    this.server = URI.create(lab.server());
    this.trust = trust(lab);
    this.disturbance = disturbance;
    try {
      this.listener = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts one before this lab's API server. */
  public static Proxy before(Lab lab, Disturbance disturbance) {
    Proxy proxy = new Proxy(lab, disturbance);
    Thread.ofVirtual().start(proxy::listen);
    return proxy;
  }

  /** The kubeconfig, for whoever is to come by here. */
  public String rerouted(String kubeconfig) {
    return kubeconfig.replace(server.toString(), "http://127.0.0.1:" + listener.getLocalPort());
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
