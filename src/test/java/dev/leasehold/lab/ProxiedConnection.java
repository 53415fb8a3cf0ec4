package dev.leasehold.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** One client's connection through a {@link Proxy}: one call after another, until either ends. */
final class ProxiedConnection {
  private static final Set<Integer> BODILESS = Set.of(204, 304);
  private static final int SWITCHED = 101;

  private final InputStream fromClient;
  private final OutputStream toClient;
  private final InputStream fromServer;
  private final OutputStream toServer;
  private final Socket client;
  private final Socket upstream;
  private final URI server;
  private final Proxy.Disturbance disturbance;

  ProxiedConnection(Socket client, Socket upstream, URI server, Proxy.Disturbance disturbance)
      throws IOException {
    this.client = client;
    this.upstream = upstream;
    this.server = server;
    this.disturbance = disturbance;
    this.fromClient = new BufferedInputStream(client.getInputStream());
    this.toClient = client.getOutputStream();
    this.fromServer = new BufferedInputStream(upstream.getInputStream());
    this.toServer = upstream.getOutputStream();
  }

  void run() throws IOException {
    Optional<String> head = Http.head(fromClient);
    while (head.isPresent() && exchange(head.get())) {
      head = Http.head(fromClient);
    }
  }

  /** Whether there may be another call. */
  private boolean exchange(String head) throws IOException {
    String[] words = head.split(" ", 3);
    Proxy.Call call =
        new Proxy.Call(words[0], words[1], Http.header(head, "user-agent").orElse(""));
    byte[] body = Http.body(head, fromClient);
    boolean counted = disturbance.counts(call);
    Proxy.Treatment treatment = counted ? treat(call) : Proxy.Treatment.PASS;
    if (treatment == Proxy.Treatment.DROP) {
      return false;
    }
    if (treatment == Proxy.Treatment.HANG) {
      int _ = fromClient.read();
      return false;
    }
    String onward = forwarded(head);
    toServer.write(
        (body.length == 0 ? onward : Http.withLength(onward, body.length)).getBytes(ISO_8859_1));
    toServer.write(body);
    toServer.flush();
    Optional<String> answer = Http.head(fromServer);
    return answer.isPresent()
        && (counted ? answerWhole(call, answer.get(), treatment) : pass(call, answer.get()));
  }

  private Proxy.Treatment treat(Proxy.Call call) {
    synchronized (disturbance) {
      return disturbance.treat(call);
    }
  }

  /** The answer to a call that is counted is read to its end before anybody hears of it. */
  private boolean answerWhole(Proxy.Call call, String head, Proxy.Treatment treatment)
      throws IOException {
    byte[] body = Http.body(head, fromServer);
    synchronized (disturbance) {
      disturbance.answered(call, Http.status(head), new String(body, UTF_8));
    }
    if (treatment == Proxy.Treatment.LOSE_REPLY) {
      return false;
    }
    toClient.write(Http.withLength(head, body.length).getBytes(ISO_8859_1));
    toClient.write(body);
    toClient.flush();
    return true;
  }

  /** Everything else goes through as it comes: watches never end. */
  private boolean pass(Proxy.Call call, String head) throws IOException {
    OutputStream hearing = new Hearing(call);
    toClient.write(head.getBytes(ISO_8859_1));
    toClient.flush();
    int status = Http.status(head);
    if (status == SWITCHED) {
      disturbance.opened(call, client);
      Thread.ofVirtual().start(() -> pump(fromClient, toServer));
      hear(call, hearing);
      return false;
    }
    if (BODILESS.contains(status)) {
      return true;
    }
    return Http.relay(head, fromServer, hearing);
  }

  /** Hears what the server sends, until it is silenced. */
  private final class Hearing extends FilterOutputStream {
    private final Proxy.Call call;

    Hearing(Proxy.Call call) {
      super(toClient);
      this.call = call;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      if (!disturbance.silences(call)) {
        out.write(bytes, from, length);
      }
    }
  }

  private void hear(Proxy.Call watch, OutputStream hearing) {
    try (client;
        upstream) {
      Frames.relay(fromServer, hearing, event -> disturbance.tells(watch, event));
    } catch (IOException gone) {
      // One of the two sides has ended the watch.
    }
  }

  private void pump(InputStream from, OutputStream to) {
    byte[] buffer = new byte[8192];
    try (client;
        upstream) {
      for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
        to.write(buffer, 0, read);
        to.flush();
      }
    } catch (IOException gone) {
      // The other side hears of it by its own socket, which is closed now.
    }
  }

  /** The same, for the server by its own name; HTTP/2 would pass by here uncounted. */
  private String forwarded(String head) {
    StringBuilder lines = new StringBuilder();
    for (String line : head.split("\r\n", -1)) {
      switch (Http.name(line)) {
        case "host" -> lines.append("Host: ").append(server.getAuthority()).append("\r\n");
        case "http2-settings", "transfer-encoding" -> {}
        case "upgrade", "connection" -> {
          if (!head.contains("h2c")) {
            lines.append(line).append("\r\n");
          }
        }
        default -> lines.append(line.isEmpty() ? "" : line + "\r\n");
      }
    }
    return lines.append("\r\n").toString();
  }
}
