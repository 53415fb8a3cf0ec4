package dev.leasehold.notice;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A mail by a program (RFC 3834), with an ID made of that of its notice, so that it is the same
 * mail when it comes twice; the mails of one request are one conversation.
 */
final class MailMessage extends MimeMessage {
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  private final String id;

  private MailMessage(Session session, String id) {
    super(session);
    this.id = id;
  }

  static MimeMessage of(Session session, Bundle bundle, Mailing mailing) throws MessagingException {
    Notice first = bundle.first();
    MailMessage mail = new MailMessage(session, id(of(bundle), mailing));
    mail.setFrom(new InternetAddress(mailing.from()));
    mail.setRecipient(Message.RecipientType.TO, new InternetAddress(mailing.to()));
    mail.setSubject("[leasehold] " + bundle.headline(), UTF_8);
    mail.setSentDate(Date.from(first.at()));
    mail.setHeader("Auto-Submitted", "auto-generated");
    mail.setHeader("X-Leasehold-Notice", bundle.isOne() ? first.kind().word() : "digest");
    if (bundle.isOne()) {
      mail.setHeader("References", id(first.about().uid(), mailing));
    }
    mail.setText(MailText.of(bundle), UTF_8);
    mail.saveChanges();
    return mail;
  }

  private static String of(Bundle bundle) {
    if (bundle.isOne()) {
      return bundle.first().id();
    }
    String all = bundle.notices().stream().map(Notice::id).collect(Collectors.joining(" "));
    return "digest." + UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8));
  }

  /** IDs of notices hold colons, which RFC 5322 has no place for. */
  private static String id(String of, Mailing mailing) {
    String domain = mailing.from().substring(mailing.from().lastIndexOf('@') + 1);
    return "<" + of.replaceAll("[^A-Za-z0-9.-]", "-") + "@" + domain + ">";
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", Objects.requireNonNull(id));
  }
}
