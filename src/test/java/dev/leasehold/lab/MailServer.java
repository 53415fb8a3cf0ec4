package dev.leasehold.lab;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** An SMTP server on this machine, with TLS and logins, that notes what it is sent. */
public final class MailServer implements AutoCloseable {
  /** Who may log in. */
  public static final String USER = "leasehold";

  public static final String PASSWORD = "a password of the tests";

  /** How it speaks. */
  public enum Speech {
    /** Without TLS and logins, as a relay within a cluster. */
    PLAIN,
    /** With STARTTLS, and to who has logged in only. */
    STARTTLS,
    /** With TLS from the first byte, and to who has logged in only. */
    TLS
  }

  /** At which step it refuses. */
  public enum Step {
    NONE,
    FROM,
    TO,
    DATA
  }

  /** One mail, as it came. */
  public record Mail(String from, String to, String text) {}

  private record Refusal(Step step, int code) {}

  public final List<Mail> taken = new CopyOnWriteArrayList<>();
  private final AtomicReference<Refusal> refusal = new AtomicReference<>(new Refusal(Step.NONE, 0));
  private final Speech speech;
  private final String authority;
  private final SMTPServer server;

  public MailServer(Speech speech) {
    CertificateAuthority ca = new CertificateAuthority();
    SSLContext identity = Trust.serving(ca.server());
    this.speech = speech;
    this.authority = ca.certificate();
    SMTPServer.Builder builder =
        SMTPServer.port(0)
            .bindAddress(InetAddress.getLoopbackAddress())
            .messageHandlerFactory(context -> new Arriving());
    if (speech != Speech.PLAIN) {
      builder
          .requireAuth()
          .authenticationHandlerFactory(
              new EasyAuthenticationHandlerFactory((user, word, context) -> login(user, word)));
    }
    if (speech == Speech.STARTTLS) {
      builder.requireTLS().startTlsSocketFactory(identity);
    } else if (speech == Speech.TLS) {
      builder.serverSocketFactory(identity);
    }
    this.server = builder.build();
    server.start();
  }

  private static void login(String user, String password) throws LoginFailedException {
    if (!USER.equals(user) || !PASSWORD.equals(password)) {
      throw new LoginFailedException();
    }
  }

  public URI url() {
    String scheme = speech == Speech.TLS ? "smtps" : "smtp";
    return URI.create(scheme + "://127.0.0.1:" + server.getPortAllocated());
  }

  /** Who says that it is this server, in PEM. */
  public String authority() {
    return authority;
  }

  /** From now on it answers so at this step; {@link Step#NONE}: it takes everything. */
  public void refuse(Step step, int code) {
    refusal.set(new Refusal(step, code));
  }

  private final class Arriving implements MessageHandler {
    private String from = "";
    private String to = "";

    @Override
    public void from(String address) throws RejectException {
      from = address;
      reached(Step.FROM);
    }

    @Override
    public void recipient(String address) throws RejectException {
      to = address;
      reached(Step.TO);
    }

    @Override
    public String data(InputStream data) throws RejectException, IOException {
      String text = new String(data.readAllBytes(), StandardCharsets.UTF_8);
      reached(Step.DATA);
      taken.add(new Mail(from, to, text));
      return "taken";
    }

    @Override
    public void done() {
      // Each mail has a connection of its own.
    }

    private void reached(Step step) throws RejectException {
      Refusal now = refusal.get();
      if (now.step() == step) {
        throw new RejectException(now.code(), "no");
      }
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
