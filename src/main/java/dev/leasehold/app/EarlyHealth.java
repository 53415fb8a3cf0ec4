package dev.leasehold.app;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Answers the kubelet until the framework does, which listens only when everything has started: the
 * process is started and live, and not ready. Without it whoever waits for the API server, or fills
 * its caches, for longer than the startup probe allows would be killed.
 */
@Singleton
public class EarlyHealth {
  private static final Logger LOG = Logger.getLogger(EarlyHealth.class);

  /** Before the identity is checked. */
  private static final int FIRST = 0;

  private static final int LAST = Integer.MAX_VALUE;
  private static final int PORT = 9000;

  /** A probe says at once what it wants, in one packet. */
  private static final Duration SAYS = Duration.ofMillis(500);

  private static final int REQUEST = 8192;

  private @Nullable ServerSocket listener;
  private @Nullable Thread answering;

  void begin(@Observes @Priority(FIRST) StartupEvent event) {
    Config config = ConfigProvider.getConfig();
    int port = config.getOptionalValue("quarkus.management.port", Integer.class).orElse(PORT);
    String host =
        config.getOptionalValue("quarkus.management.host", String.class).orElse("0.0.0.0");
    if (port > 0) {
      int _ = listen(new InetSocketAddress(host, port));
    }
  }

  void end(@Observes @Priority(LAST) StartupEvent event) {
    close();
  }

  /** Begins to answer there, and returns at which port; 0 if somebody else does already. */
  int listen(InetSocketAddress address) {
    try {
      ServerSocket opened = new ServerSocket();
      listener = opened;
      opened.bind(address);
      answering = Thread.ofPlatform().daemon().name("early-health").start(() -> answer(opened));
      return opened.getLocalPort();
    } catch (IOException e) {
      LOG.warnf("health cannot be told at %s yet: %s", address, e.getMessage());
      return 0;
    }
  }

  /**
   * Leaves the port to the framework. It is free only once nobody waits for a connection there any
   * more: until then the system keeps what was closed.
   */
  void close() {
    ServerSocket open = listener;
    Thread waiting = answering;
    if (open != null) {
      try {
        open.close();
        if (waiting != null) {
          boolean _ = waiting.join(SAYS);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (IOException e) {
        LOG.warnf("the port of early health was not given back: %s", e.getMessage());
      }
    }
  }

  private static void answer(ServerSocket opened) {
    while (!opened.isClosed()) {
      try (Socket probe = opened.accept()) {
        probe.setSoTimeout(Math.toIntExact(SAYS.toMillis()));
        byte[] request = new byte[REQUEST];
        int length = Math.max(0, probe.getInputStream().read(request));
        String head = new String(request, 0, length, StandardCharsets.ISO_8859_1);
        probe.getOutputStream().write(reply(head).getBytes(StandardCharsets.ISO_8859_1));
      } catch (IOException e) {
        LOG.debugf("a probe was not answered: %s", e.getMessage());
      }
    }
  }

  /** To a request that begins so. */
  static String reply(String head) {
    boolean up =
        head.startsWith("GET /q/health/live ") || head.startsWith("GET /q/health/started ");
    String body = "{\"status\":\"" + (up ? "UP" : "DOWN") + "\",\"checks\":[]}";
    return "HTTP/1.1 "
        + (up ? "200 OK" : "503 Service Unavailable")
        + "\r\nContent-Type: application/json\r\nContent-Length: "
        + body.length()
        + "\r\nConnection: close\r\n\r\n"
        + body;
  }
}
