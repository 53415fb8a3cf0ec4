package dev.leasehold.notice;

import static dev.leasehold.lab.MailServer.PASSWORD;
import static dev.leasehold.lab.MailServer.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.lab.MailServer;
import dev.leasehold.lab.MailServer.Speech;
import dev.leasehold.lab.MailServer.Step;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One attempt to tell by mail, against a real server. */
class MailChannelTest {
  private static final Instant NOW = Instant.parse("2026-12-01T09:00:00Z");
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Map<String, String> LOGIN =
      Map.of(Secrets.USERNAME, USER, Secrets.PASSWORD, PASSWORD);

  private static Sink sink(URI url, Optional<String> authority) {
    return new Sink(
        "mail",
        Format.MAIL,
        Optional.of(url),
        authority,
        Filter.NONE,
        Rhythm.AT_ONCE,
        Optional.of(new Mailing("leasehold@example.com", "owners@example.com")));
  }

  private static Answer send(Sink sink, Map<String, String> secret, Duration limit, Bundle bundle)
      throws InterruptedException {
    Secrets secrets = key -> Optional.ofNullable(secret.get(key));
    try (Channel channel = Channels.to(sink, secrets, () -> "urn:uuid:c", () -> NOW, limit)) {
      return channel.send(bundle);
    }
  }

  private static Answer send(MailServer server, Map<String, String> secret)
      throws InterruptedException {
    return send(
        sink(server.url(), Optional.of(server.authority())),
        secret,
        LIMIT,
        Bundle.of(Notice.test("c", NOW)));
  }

  @ParameterizedTest
  @EnumSource(Speech.class)
  void aMailArrivesHoweverTheServerSpeaks(Speech speech) throws InterruptedException {
    try (MailServer server = new MailServer(speech)) {
      assertThat(send(server, speech == Speech.PLAIN ? Map.of() : LOGIN))
          .isEqualTo(new Answer.Taken("it answered 250"));
      assertThat(server.taken).hasSize(1);
      MailServer.Mail mail = server.taken.getFirst();
      assertThat(mail.from()).isEqualTo("leasehold@example.com");
      assertThat(mail.to()).isEqualTo("owners@example.com");
      assertThat(mail.text().lines())
          .contains(
              "From: leasehold@example.com",
              "To: owners@example.com",
              "Subject: [leasehold] This is a test of this sink",
              "Message-ID: <c.test.2026-12-01T09-00-00Z@example.com>",
              "Auto-Submitted: auto-generated",
              "    leasehold notify test");
    }
  }

  /** Whoever sits between could take TLS away, or show a certificate of their own. */
  @Test
  void nothingIsSentToAServerThatIsNotWhoItShouldBe() throws InterruptedException {
    try (MailServer other = new MailServer(Speech.TLS);
        MailServer server = new MailServer(Speech.STARTTLS)) {
      Sink believed = sink(server.url(), Optional.of(other.authority()));
      assertThat(send(believed, LOGIN, LIMIT, Bundle.of(Notice.test("c", NOW))))
          .isInstanceOf(Answer.Later.class);
      assertThat(server.taken).isEmpty();
    }
  }

  /** The library would try once more, and then believe whomever this JVM believes. */
  @Test
  void whereOurTrustSaysNoNobodyElseIsAsked() throws Exception {
    AtomicInteger connections = new AtomicInteger();
    try (MailServer other = new MailServer(Speech.TLS);
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread _ =
          Thread.ofVirtual()
              .start(
                  () -> {
                    while (!server.isClosed()) {
                      try (Socket _ = server.accept()) {
                        connections.incrementAndGet();
                      } catch (IOException e) {
                        return;
                      }
                    }
                  });
      URI url = URI.create("smtps://127.0.0.1:" + server.getLocalPort());
      assertThat(
              send(
                  sink(url, Optional.of(other.authority())),
                  LOGIN,
                  LIMIT,
                  Bundle.of(Notice.test("c", NOW))))
          .isInstanceOf(Answer.Later.class);
      assertThat(connections).hasValue(1);
    }
  }

  @Test
  void withoutTlsAServerOutsideTheClusterIsToldNothing() throws Exception {
    try (MailServer server = new MailServer(Speech.PLAIN)) {
      // This machine by a name that is none of those to which mail may go in the clear.
      String name = InetAddress.getLocalHost().getHostName();
      URI url = URI.create("smtp://" + name + ".localdomain:" + server.url().getPort());
      assertThat(Address.isNear(url)).isFalse();
      Answer answer =
          send(sink(url, Optional.empty()), Map.of(), LIMIT, Bundle.of(Notice.test("c", NOW)));
      assertThat(answer).isInstanceOf(Answer.Later.class);
      assertThat(server.taken).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "FROM, 553, it answered 553 to the address in from",
    "FROM, 451, it answered 451 to the address in from",
    "TO, 550, it answered 550 to the address in to",
    "TO, 450, it answered 450 to the address in to",
    "DATA, 452, it answered 452"
  })
  void whatCanBeCorrectedOrPassesIsTriedLater(Step step, int code, String said)
      throws InterruptedException {
    try (MailServer server = new MailServer(Speech.STARTTLS)) {
      server.refuse(step, code);
      assertThat(send(server, LOGIN)).isEqualTo(new Answer.Later(said, Optional.empty()));
      server.refuse(Step.NONE, 0);
      assertThat(send(server, LOGIN)).isInstanceOf(Answer.Taken.class);
    }
  }

  @Test
  void aMailThatIsNotTakenForWhatItSaysIsRefused() throws InterruptedException {
    try (MailServer server = new MailServer(Speech.STARTTLS)) {
      server.refuse(Step.DATA, 554);
      assertThat(send(server, LOGIN)).isEqualTo(new Answer.Refused("it answered 554"));
    }
  }

  @Test
  void aWrongPasswordIsSaidWithoutIt() throws InterruptedException {
    try (MailServer server = new MailServer(Speech.TLS)) {
      Answer answer =
          send(server, Map.of(Secrets.USERNAME, USER, Secrets.PASSWORD, "wrong-password"));
      assertThat(answer)
          .isEqualTo(
              new Answer.Later(
                  "username and password of its Secret are not taken; correct them",
                  Optional.empty()));
      assertThat(send(server, Map.of())).isInstanceOf(Answer.Later.class);
      assertThat(server.taken).isEmpty();
    }
  }

  @Test
  void whereNobodyListensItIsTriedLater() throws InterruptedException {
    MailServer server = new MailServer(Speech.PLAIN);
    URI url = server.url();
    server.close();
    assertThat(send(sink(url, Optional.empty()), Map.of(), LIMIT, Bundle.of(Notice.test("c", NOW))))
        .isInstanceOf(Answer.Later.class);
  }

  /** What it says, byte for byte, to each who comes; the last byte again and again. */
  private static Thread dribbling(ServerSocket server, CountDownLatch closed) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try (Socket socket = server.accept();
                  OutputStream out = socket.getOutputStream()) {
                while (true) {
                  out.write("220-".getBytes(StandardCharsets.US_ASCII));
                  out.write("still here\r\n".getBytes(StandardCharsets.US_ASCII));
                  out.flush();
                  TimeUnit.MILLISECONDS.sleep(5);
                }
              } catch (IOException | InterruptedException e) {
                closed.countDown();
              }
            });
  }

  /** Each of its lines comes in time, and the last of them never. */
  @Test
  void whoNeverStopsGreetingIsNotListenedTo() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread _ = dribbling(server, closed);
      URI url = URI.create("smtp://127.0.0.1:" + server.getLocalPort());
      assertThat(
              send(
                  sink(url, Optional.empty()),
                  Map.of(),
                  Duration.ofMillis(300),
                  Bundle.of(Notice.test("c", NOW))))
          .isInstanceOf(Answer.Later.class);
      assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** Or it would be sent again and again. */
  @Test
  void aMailThatWasTakenIsTakenHoweverTheConnectionEnds() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread _ = Thread.ofVirtual().start(() -> hangsAfterTaking(server));
      URI url = URI.create("smtp://127.0.0.1:" + server.getLocalPort());
      assertThat(
              send(sink(url, Optional.empty()), Map.of(), LIMIT, Bundle.of(Notice.test("c", NOW))))
          .isInstanceOf(Answer.Taken.class);
    }
  }

  private static void hangsAfterTaking(ServerSocket server) {
    try (Socket socket = server.accept();
        OutputStream out = socket.getOutputStream();
        java.util.Scanner in =
            new java.util.Scanner(socket.getInputStream(), StandardCharsets.US_ASCII)) {
      out.write("220 x\r\n".getBytes(StandardCharsets.US_ASCII));
      boolean data = false;
      while (in.hasNextLine()) {
        String line = in.nextLine();
        if (line.equals("QUIT")) {
          return;
        }
        if (!data || line.equals(".")) {
          data = line.equals("DATA");
          out.write((data ? "354 go\r\n" : "250 x\r\n").getBytes(StandardCharsets.US_ASCII));
        }
      }
    } catch (IOException e) {
      // The client is gone.
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "owners",
        "Owners <owners@example.com>",
        "a@example.com, b@example.com",
        "group: a@example.com;",
        "a@example.com\r\nBcc: b@example.com",
        ""
      })
  void oneAddressIsOneAddress(String address) {
    assertThatThrownBy(() -> new Mailing("leasehold@example.com", address))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no plain address");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://h",
        "smtp://user:word@h",
        "smtp://h/path",
        "smtps://h?x=y",
        "mailto:a@example.com"
      })
  void aServerIsAHostAndAPort(String url) {
    assertThatThrownBy(() -> Address.of(url, Format.MAIL))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void severalNoticesAreOneMailThatIsTheSameWhenItComesAgain() throws InterruptedException {
    try (MailServer server = new MailServer(Speech.PLAIN)) {
      Bundle several =
          new Bundle(List.of(Notice.test("c", NOW), Notice.test("c", NOW.plusSeconds(1))));
      Bundle others =
          new Bundle(List.of(Notice.test("c", NOW), Notice.test("c", NOW.plusSeconds(2))));
      Sink sink = sink(server.url(), Optional.empty());
      for (Bundle bundle : List.of(several, several, others)) {
        send(sink, Map.of(), LIMIT, bundle);
      }
      List<String> ids =
          server.taken.stream()
              .flatMap(
                  mail -> mail.text().lines().filter(l -> l.startsWith("Message-ID: <digest.")))
              .toList();
      assertThat(ids).hasSize(3);
      assertThat(ids.get(1)).isEqualTo(ids.get(0)).isNotEqualTo(ids.get(2));
      assertThat(server.taken.getFirst().text()).contains("[leasehold] 2 notices of Leasehold");
    }
  }
}
