package dev.leasehold.notice;

import dev.leasehold.tls.Trust;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSSLTransport;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * Tells by SMTP, with a connection for each mail. A server outside the cluster is spoken to by TLS
 * alone, with its name checked. Nothing of what it answers is kept but its code.
 */
final class MailChannel implements Channel {
  /** Permanent negative replies (RFC 5321, 4.2.1); below they are for now. */
  private static final int PERMANENT = 500;

  /** As the library names the command that ends a mail. */
  private static final String END_OF_DATA = ".";

  private static final String FALSE = "false";
  private static final String TRUE = "true";

  private final Sink sink;
  private final Secrets secrets;
  private final Duration limit;
  private final Optional<SSLSocketFactory> trust;

  MailChannel(Sink sink, Secrets secrets, Duration limit) {
    this.sink = sink;
    this.secrets = secrets;
    this.limit = limit;
    this.trust = sink.caBundle().map(pem -> Trust.in(pem).getSocketFactory());
  }

  /**
   * On a virtual thread: only there an interrupt ends what a socket waits for, and the library's
   * own time limits are for each read, of which a server can ask for any number. A mail that was
   * taken counts as such, however its connection ends.
   */
  @Override
  public Answer send(Bundle bundle) throws InterruptedException {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    Thread attempt =
        Thread.ofVirtual().name("mail-" + sink.name()).start(() -> attempt(bundle, answer));
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return later("no answer within " + limit.toSeconds() + " s");
    } finally {
      if (!answer.isDone()) {
        attempt.interrupt();
      }
    }
  }

  private void attempt(Bundle bundle, CompletableFuture<Answer> answer) {
    try {
      URI url =
          sink.url()
              .or(() -> secrets.read(Secrets.URL).map(text -> Address.of(text, Format.MAIL)))
              .orElseThrow(() -> new IllegalArgumentException("no url"));
      deliver(bundle, url, answer);
    } catch (IllegalArgumentException e) {
      answer.complete(later("url of its Secret cannot be used; correct it"));
    } catch (AuthenticationFailedException e) {
      answer.complete(later("username and password of its Secret are not taken; correct them"));
    } catch (MessagingException e) {
      answer.complete(answer(e));
    } catch (RuntimeException e) {
      answer.complete(later("no answer: " + e.getClass().getSimpleName()));
    }
  }

  private void deliver(Bundle bundle, URI url, CompletableFuture<Answer> answer)
      throws MessagingException {
    boolean implicit = url.getScheme().equalsIgnoreCase("smtps");
    Session session = Session.getInstance(properties(url, implicit));
    MimeMessage mail = MailMessage.of(session, bundle, sink.mail().orElseThrow());
    try (SMTPTransport transport =
        implicit ? new SMTPSSLTransport(session, null) : new SMTPTransport(session, null)) {
      transport.connect(
          url.getHost(),
          url.getPort(),
          secrets.read(Secrets.USERNAME).orElse(null),
          secrets.read(Secrets.PASSWORD).orElse(null));
      transport.sendMessage(mail, mail.getAllRecipients());
      answer.complete(new Answer.Taken("it answered 250"));
    }
  }

  private Properties properties(URI url, boolean implicit) {
    String prefix = implicit ? "mail.smtps." : "mail.smtp.";
    String millis = String.valueOf(limit.toMillis());
    Properties properties = new Properties();
    properties.setProperty(prefix + "connectiontimeout", millis);
    properties.setProperty(prefix + "timeout", millis);
    properties.setProperty(prefix + "auth", authenticates() ? TRUE : FALSE);
    properties.setProperty(prefix + "starttls.enable", TRUE);
    properties.setProperty(prefix + "starttls.required", Address.isNear(url) ? FALSE : TRUE);
    properties.setProperty(prefix + "ssl.checkserveridentity", TRUE);
    // The name of a pod is nothing that another system should see, and no host that it could look
    // up.
    properties.setProperty(prefix + "localhost", "leasehold");
    // Without our trust it would try again with that of the JVM.
    properties.setProperty(prefix + "socketFactory.fallback", FALSE);
    trust.ifPresent(factory -> properties.put(prefix + "ssl.socketFactory", factory));
    return properties;
  }

  private boolean authenticates() {
    return secrets.read(Secrets.USERNAME).isPresent();
  }

  /**
   * By the code of the server's reply, if there is one. What it says of sender and recipient is a
   * matter of configuration; only what it says of the mail itself is about these notices.
   */
  private static Answer answer(MessagingException e) {
    for (Exception at = e; at instanceof MessagingException found; at = found.getNextException()) {
      if (found instanceof SMTPSendFailedException failed && failed.getReturnCode() > 0) {
        return answer(failed.getCommand(), failed.getReturnCode());
      }
      if (found instanceof SMTPAddressFailedException failed) {
        return later("it answered " + failed.getReturnCode() + " to the address in to");
      }
    }
    return later("no answer: " + root(e).getClass().getSimpleName());
  }

  private static Throwable root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static Answer answer(String command, int code) {
    String said = "it answered " + code;
    if (command.equals(END_OF_DATA) && code >= PERMANENT) {
      return new Answer.Refused(said);
    }
    return later(command.startsWith("MAIL") ? said + " to the address in from" : said);
  }

  private static Answer later(String said) {
    return new Answer.Later(said, Optional.empty());
  }
}
