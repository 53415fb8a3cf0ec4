package dev.leasehold.app;

import dev.leasehold.model.Durations;
import dev.leasehold.notice.Address;
import dev.leasehold.notice.Channels;
import dev.leasehold.notice.Filter;
import dev.leasehold.notice.Format;
import dev.leasehold.notice.Kind;
import dev.leasehold.notice.Mailing;
import dev.leasehold.notice.QuietHours;
import dev.leasehold.notice.Rhythm;
import dev.leasehold.notice.Secrets;
import dev.leasehold.notice.Sink;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Reads the sinks of notices as the chart writes them. What it does not understand stops the
 * operator: a misspelt filter would keep from somebody what they wait for.
 */
public final class SinkList {
  private static final Predicate<String> NAME =
      Pattern.compile("[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?").asMatchPredicate();

  private static final int AT_MOST = 8;

  /** A notice that waits longer for its digest than an hour is none. */
  private static final Duration LONGEST_DIGEST = Duration.ofHours(1);

  private SinkList() {}

  /**
   * The sinks.
   *
   * @param secrets finds what the Secret of the sink of that name has
   * @param wrong hears what of a Secret cannot be used; it may come later, or be corrected, and
   *     must not keep the operator from starting
   * @throws IllegalArgumentException that names the field and says what to do
   */
  public static List<Sink> parse(
      String json,
      Function<String, SecretFiles> secrets,
      Consumer<IllegalArgumentException> wrong) {
    List<Sink> sinks = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Section section : Section.list("notices.sinks", json)) {
      Sink sink = sink(section, secrets, wrong);
      if (!names.add(sink.name())) {
        throw section.wrong("name", "is another sink's too; give each a name of its own");
      }
      sinks.add(sink);
    }
    if (sinks.size() > AT_MOST) {
      throw new IllegalArgumentException("notices.sinks has more than " + AT_MOST + " sinks");
    }
    return List.copyOf(sinks);
  }

  private static Sink sink(
      Section section,
      Function<String, SecretFiles> secrets,
      Consumer<IllegalArgumentException> wrong) {
    section.only(
        "name",
        "format",
        "url",
        "secretName",
        "caBundle",
        "catalogs",
        "namespaces",
        "kinds",
        "from",
        "to",
        "digest",
        "quietHours");
    String name = section.text("name").orElseThrow(() -> section.wrong("name", "is missing"));
    if (!NAME.test(name)) {
      throw section.wrong("name", "must be lower-case letters, digits and dashes, at most 40");
    }
    Format format = format(section);
    Optional<URI> url = section.text("url").map(text -> url(section, text, format));
    if (section.text("secretName").isPresent()) {
      try {
        secret(section, secrets.apply(name), url.isPresent(), format);
      } catch (IllegalArgumentException e) {
        wrong.accept(e);
      }
    } else if (url.isEmpty()) {
      throw section.wrong("url", "is missing; set it, or secretName to a Secret with the key url");
    }
    Sink sink =
        new Sink(
            name,
            format,
            url,
            section.text("caBundle"),
            new Filter(
                Set.copyOf(section.strings("catalogs").orElse(List.of())),
                Set.copyOf(section.strings("namespaces").orElse(List.of())),
                kinds(section)),
            rhythm(section, format),
            mailing(section, format));
    Channels.check(sink, what -> section.wrong("caBundle", what));
    return sink;
  }

  private static Optional<Mailing> mailing(Section section, Format format) {
    Optional<String> from = section.text("from");
    Optional<String> to = section.text("to");
    if (format != Format.MAIL) {
      for (String field : List.of("from", "to")) {
        if (section.fields().containsKey(field)) {
          throw section.wrong(field, "is for format Mail only; take it away");
        }
      }
      return Optional.empty();
    }
    return Optional.of(
        new Mailing(
            from.map(it -> address(section, "from", it))
                .orElseThrow(() -> section.wrong("from", "is missing; mail needs a sender")),
            to.map(it -> address(section, "to", it))
                .orElseThrow(() -> section.wrong("to", "is missing; mail needs one address"))));
  }

  private static String address(Section section, String field, String text) {
    try {
      return new Mailing(text, text).to();
    } catch (IllegalArgumentException e) {
      throw section.wrong(field, Objects.requireNonNullElse(e.getMessage(), "is no address"));
    }
  }

  private static Rhythm rhythm(Section section, Format format) {
    if (!format.isForPeople()) {
      for (String field : List.of("digest", "quietHours")) {
        if (section.fields().containsKey(field)) {
          throw section.wrong(
              field, "is for people, and format Webhook for programs; take it away");
        }
      }
      return Rhythm.of(format);
    }
    Duration digest =
        section.text("digest").map(it -> digest(section, it)).orElse(Rhythm.of(format).digest());
    return new Rhythm(digest, section.section("quietHours").map(SinkList::quietHours));
  }

  private static Duration digest(Section section, String text) {
    Duration digest;
    try {
      digest = text.equals("0s") ? Duration.ZERO : Durations.parse(text);
    } catch (IllegalArgumentException e) {
      throw section.wrong("digest", "must be a time such as 10m, or 0s for none");
    }
    if (digest.compareTo(LONGEST_DIGEST) > 0) {
      throw section.wrong("digest", "must be at most 1h");
    }
    return digest;
  }

  private static QuietHours quietHours(Section section) {
    section.only("from", "to", "zone");
    LocalTime from = time(section, "from");
    LocalTime to = time(section, "to");
    if (from.equals(to)) {
      throw section.wrong("to", "is the same as from; nothing would ever be told");
    }
    String zone = section.text("zone").orElse("UTC");
    try {
      return new QuietHours(from, to, ZoneId.of(zone));
    } catch (DateTimeException e) {
      throw section.wrong("zone", "must be a time zone such as Europe/Berlin");
    }
  }

  private static LocalTime time(Section section, String field) {
    String text = section.text(field).orElse("");
    try {
      return LocalTime.parse(text);
    } catch (DateTimeException e) {
      throw section.wrong(field, "must be a time of day such as 20:00");
    }
  }

  private static void secret(Section section, SecretFiles secret, boolean hasUrl, Format format) {
    Set<String> known = new TreeSet<>(Secrets.of(format));
    Set<String> keys = secret.keys();
    keys.stream()
        .filter(key -> !known.contains(key))
        .findFirst()
        .ifPresent(
            key -> {
              throw section.wrong(
                  "secretName", "names a Secret with the key " + key + "; it may have " + known);
            });
    if (keys.isEmpty()) {
      throw section.wrong("secretName", "names a Secret without keys; it may have " + known);
    }
    if (hasUrl == keys.contains(Secrets.URL)) {
      throw section.wrong(
          "url",
          hasUrl
              ? "is set, and the Secret has the key url too; keep one"
              : "is missing, and so is the key url of its Secret; set one");
    }
    if (keys.contains(Secrets.USERNAME) != keys.contains(Secrets.PASSWORD)) {
      throw section.wrong("secretName", "names a Secret with one of username and password");
    }
    secret.read(Secrets.URL).ifPresent(text -> url(section, text, format));
  }

  private static URI url(Section section, String text, Format format) {
    try {
      return Address.of(text, format);
    } catch (IllegalArgumentException e) {
      throw section.wrong("url", Objects.requireNonNullElse(e.getMessage(), "is no URL"));
    }
  }

  private static Format format(Section section) {
    String format = section.text("format").orElse("Webhook");
    return switch (format) {
      case "Webhook" -> Format.WEBHOOK;
      case "Slack" -> Format.SLACK;
      case "Teams" -> Format.TEAMS;
      case "Mail" -> Format.MAIL;
      default -> throw section.wrong("format", "must be Webhook, Slack, Teams or Mail");
    };
  }

  private static Set<Kind> kinds(Section section) {
    Set<Kind> kinds = new HashSet<>();
    for (String word : section.strings("kinds").orElse(List.of())) {
      kinds.add(
          Kind.of(word).orElseThrow(() -> section.wrong("kinds", "has an unknown one: " + word)));
    }
    return kinds;
  }
}
