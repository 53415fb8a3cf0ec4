package dev.leasehold.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.notice.Filter;
import dev.leasehold.notice.Format;
import dev.leasehold.notice.Kind;
import dev.leasehold.notice.Mailing;
import dev.leasehold.notice.QuietHours;
import dev.leasehold.notice.Rhythm;
import dev.leasehold.notice.Sink;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is not understood stops the operator, with the field and what to do. */
class SinkListTest {
  @TempDir Path secrets;

  private List<Sink> parse(String json) {
    return SinkList.parse(
        json.replace('\'', '"'),
        name -> new SecretFiles(secrets.resolve(name)),
        wrong -> {
          throw wrong;
        });
  }

  private void secret(String sink, String key, String value) throws IOException {
    Path directory = Files.createDirectories(secrets.resolve(sink));
    Files.createDirectories(directory.resolve("..2026_11_29"));
    Files.writeString(directory.resolve(key), value);
  }

  @Test
  void everythingIsReadAndTheRestHasDefaults() throws IOException {
    assertThat(parse("[]")).isEmpty();
    assertThat(parse("[{'name': 'a', 'url': 'https://h/x'}]"))
        .containsExactly(
            new Sink(
                "a",
                Format.WEBHOOK,
                Optional.of(URI.create("https://h/x")),
                Optional.empty(),
                Filter.NONE,
                Rhythm.AT_ONCE,
                Optional.empty()));
    secret("b", "url", "https://hooks.slack.com/services/T0/B0/x\n");
    assertThat(
            parse(
                """
                [{'name': 'b', 'format': 'Slack', 'secretName': 'hook', 'catalogs': ['payments'],
                  'namespaces': ['shop'], 'kinds': ['needs-approval', 'guard-down']}]
                """))
        .containsExactly(
            new Sink(
                "b",
                Format.SLACK,
                Optional.empty(),
                Optional.empty(),
                new Filter(
                    Set.of("payments"),
                    Set.of("shop"),
                    Set.of(Kind.NEEDS_APPROVAL, Kind.GUARD_DOWN)),
                new Rhythm(Duration.ofMinutes(1), Optional.empty()),
                Optional.empty()));
  }

  @Test
  void mailHasASenderAnAddressARhythmAndALogin() throws IOException {
    secret("m", "username", "leasehold");
    secret("m", "password", "x");
    assertThat(
            parse(
                """
                [{'name': 'm', 'format': 'Mail', 'url': 'smtp://mail.example.com:587', 'secretName': 'm',
                  'from': 'leasehold@example.com', 'to': 'owners@example.com', 'digest': '10m',
                  'quietHours': {'from': '20:00', 'to': '07:00', 'zone': 'Europe/Berlin'}}]
                """))
        .containsExactly(
            new Sink(
                "m",
                Format.MAIL,
                Optional.of(URI.create("smtp://mail.example.com:587")),
                Optional.empty(),
                Filter.NONE,
                new Rhythm(
                    Duration.ofMinutes(10),
                    Optional.of(
                        new QuietHours(
                            LocalTime.of(20, 0), LocalTime.of(7, 0), ZoneId.of("Europe/Berlin")))),
                Optional.of(new Mailing("leasehold@example.com", "owners@example.com"))));
    assertThat(parse("[{'name': 's', 'url': 'https://h', 'format': 'Slack', 'digest': '0s'}]"))
        .extracting(Sink::rhythm)
        .containsExactly(Rhythm.AT_ONCE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | notices.sinks is no list",
        "[{'url': 'https://h'}] | notices.sinks[0].name is missing",
        "[{'name': '../x', 'url': 'https://h'}] | name must be lower-case",
        "[{'name': 'a', 'url': 'https://h'}, {'name': 'a', 'url': 'https://h'}] | [1].name is another sink's",
        "[{'name': 'a'}] | url is missing; set it, or secretName",
        "[{'name': 'a', 'url': 'http://h.example.com'}] | url must be https",
        "[{'name': 'a', 'url': 'https://h', 'format': 'slack'}] | format must be Webhook, Slack, Teams or Mail",
        "[{'name': 'a', 'url': 'https://h', 'kinds': ['approve']}] | kinds has an unknown one: approve",
        "[{'name': 'a', 'url': 'https://h', 'kinds': ['test']}] | kinds has an unknown one: test",
        "[{'name': 'a', 'url': 'https://h', 'catalog': 'x'}] | catalog is unknown",
        "[{'name': 'a', 'url': 'https://h', 'caBundle': 'PEM'}] | caBundle has no certificate",
        "[{'name': 'a', 'url': 'https://h', 'secretName': 'none'}] | secretName names a Secret without keys",
        "[{'name': 'odd', 'url': 'https://h', 'secretName': 'x'}] | secretName names a Secret with the key hmac",
        "[{'name': 'both', 'url': 'https://h', 'secretName': 'x'}] | url is set, and the Secret has the key url too",
        "[{'name': 'none', 'secretName': 'x'}] | url is missing, and so is the key url of its Secret",
        "[{'name': 'bad', 'secretName': 'x'}] | url must be https",
        "[{'name': 'a', 'url': 'https://h', 'to': 'a@b'}] | to is for format Mail only",
        "[{'name': 'a', 'url': 'https://h', 'digest': '1m'}] | digest is for people",
        "[{'name': 'a', 'url': 'https://h', 'quietHours': {}}] | quietHours is for people",
        "[{'name': 'a', 'url': 'https://h', 'format': 'Slack', 'digest': 'soon'}] | digest must be a time",
        "[{'name': 'a', 'url': 'https://h', 'format': 'Slack', 'digest': '2h'}] | digest must be at most 1h",
        "[{'name': 'a', 'url': 'https://h', 'format': 'Slack', 'quietHours': {'from': '8', 'to': '09:00'}}]"
            + " | quietHours.from must be a time of day",
        "[{'name': 'a', 'url': 'https://h', 'format': 'Slack', 'quietHours': {'from': '08:00', 'to': '08:00'}}]"
            + " | quietHours.to is the same as from",
        "[{'name': 'a', 'url': 'https://h', 'format': 'Slack',"
            + " 'quietHours': {'from': '08:00', 'to': '09:00', 'zone': 'Berlin'}}] | zone must be a time zone",
        "[{'name': 'a', 'url': 'https://h', 'format': 'Mail', 'from': 'a@b.c', 'to': 'a@b.c'}] | url must be smtps",
        "[{'name': 'a', 'url': 'smtps://h', 'format': 'Mail', 'to': 'a@b.c'}] | from is missing",
        "[{'name': 'a', 'url': 'smtps://h', 'format': 'Mail', 'from': 'a@b.c'}] | to is missing",
        "[{'name': 'a', 'url': 'smtps://h', 'format': 'Mail', 'from': 'a@b.c', 'to': 'a@b.c, d@e.f'}]"
            + " | to is no plain address",
        "[{'name': 'half', 'url': 'smtps://h', 'format': 'Mail', 'secretName': 'x', 'from': 'a@b.c', 'to': 'a@b.c'}]"
            + " | one of username and password",
        "[{'name': 'none', 'url': 'smtps://h', 'format': 'Mail', 'secretName': 'x', 'from': 'a@b.c', 'to': 'a@b.c'}]"
            + " | names a Secret with the key token",
      })
  void whatIsNotUnderstoodIsNamed(String json, String what) throws IOException {
    secret("half", "username", "x");
    secret("odd", "hmac", "x");
    secret("both", "url", "https://h");
    secret("none", "token", "x");
    secret("bad", "url", "http://h.example.com");
    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("notices.sinks")
        .hasMessageContaining(what);
  }

  /** Or a Secret that somebody deleted would keep the next process from ending access. */
  @Test
  void aSecretThatCannotBeUsedStopsNobody() {
    List<String> wrong = new ArrayList<>();
    assertThat(
            SinkList.parse(
                "[{\"name\": \"a\", \"secretName\": \"gone\"}]",
                name -> new SecretFiles(secrets.resolve(name)),
                e -> wrong.add(e.getMessage())))
        .hasSize(1);
    assertThat(wrong).singleElement().asString().contains("secretName names a Secret without keys");
  }

  @Test
  void thereAreAtMostEight() {
    String sinks =
        String.join(
            ",",
            java.util.stream.IntStream.range(0, 9)
                .mapToObj("{'name': 's%d', 'url': 'https://h'}"::formatted)
                .toList());
    assertThatThrownBy(() -> parse("[" + sinks + "]")).hasMessageContaining("more than 8");
  }
}
