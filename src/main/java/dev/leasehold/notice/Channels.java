package dev.leasehold.notice;

import dev.leasehold.tls.Trust;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/** The ways to tell. */
public final class Channels {
  private Channels() {}

  /**
   * The way to a sink.
   *
   * @param source of which cluster: a URI
   * @param limit within which an attempt is answered, or has failed
   */
  public static Channel to(
      Sink sink, Secrets secrets, Supplier<String> source, InstantSource clock, Duration limit) {
    return sink.format() == Format.MAIL
        ? new MailChannel(sink, secrets, limit)
        : new HttpChannel(sink, secrets, source, clock, limit);
  }

  /**
   * Looks at what only shows when it is used.
   *
   * @param wrong makes what is thrown, of what is wrong with the CA bundle
   */
  public static void check(Sink sink, Function<String, IllegalArgumentException> wrong) {
    try {
      sink.caBundle().ifPresent(pem -> Objects.requireNonNull(Trust.in(pem)));
    } catch (IllegalArgumentException e) {
      throw wrong.apply(Objects.requireNonNullElse(e.getMessage(), "cannot be read"));
    }
  }
}
