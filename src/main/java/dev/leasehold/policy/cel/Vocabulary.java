package dev.leasehold.policy.cel;

import static dev.leasehold.policy.cel.Noun.field;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.leasehold.model.Channel;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Request;
import dev.leasehold.model.Target;
import dev.leasehold.policy.Facts;
import dev.leasehold.policy.Inquiry.Holding;
import dev.leasehold.policy.Rulebook.Circumstances;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** All that conditions can speak of: the one table of variables, their types and their meaning. */
final class Vocabulary {
  private static final CelType TEXT = SimpleType.STRING;
  private static final CelType TEXTS = ListType.create(TEXT);

  private Vocabulary() {}

  /** A variable, and where its value comes from. */
  record Variable(
      String name, CelType type, String meaning, Function<Circumstances, Object> read) {}

  static final Noun<Channel> CHANNEL =
      new Noun<>(
          "Channel",
          List.of(
              field(
                  "type",
                  TEXT,
                  "`GitOps`, `CLI`, `Portal`, `Pipeline`, `AIAssistant` or `Other`; empty where nothing was said",
                  Channel::type),
              field("name", TEXT, "the tool, or empty", Channel::name),
              field(
                  "reference", TEXT, "where it can be followed up, or empty", Channel::reference)));

  static final Noun<Facts> REQUEST =
      new Noun<>(
          "Request",
          List.of(
              field("name", TEXT, "the request's name", of(r -> r.ref().name())),
              field("namespace", TEXT, "the request's namespace", of(r -> r.ref().namespace())),
              field(
                  "namespaceLabels",
                  MapType.create(TEXT, TEXT),
                  "the labels of that namespace",
                  Vocabulary::labels),
              field(
                  "duration",
                  SimpleType.DURATION,
                  "how long access is wanted",
                  of(Request::duration)),
              field(
                  "targets",
                  TEXTS,
                  "the targets that were named; empty: all",
                  of(Request::targets)),
              new Noun.Field<>(
                  "startAt",
                  SimpleType.TIMESTAMP,
                  "when access is to begin; only there where it was written",
                  facts -> facts.request().startAt()),
              field("justification", TEXT, "why it is needed", of(Request::justification)),
              field("ticket", TEXT, "the ticket, or empty", of(Request::ticket)),
              field(
                  "emergency",
                  SimpleType.BOOL,
                  "whether it is an emergency",
                  of(Request::emergency)),
              field(
                  "channel",
                  CHANNEL.type(),
                  "by what way it came, as the applier says; never proof",
                  of(r -> CHANNEL.of(r.channel()))),
              field("requestId", TEXT, "`spec.requestId`, or empty", of(Request::requestId)),
              field("requester", TEXT, "the user name of who asks", of(Request::requester)),
              field(
                  "claimed",
                  SimpleType.BOOL,
                  "whether the applier named somebody else as the requester",
                  of(r -> r.askers().claimed())),
              field(
                  "applier",
                  TEXT,
                  "the user name that the API server authenticated",
                  of(Request::applier)),
              field(
                  "secretName", TEXT, "where credentials are delivered", of(Request::secretName))));

  static final Noun<Facts> SUBJECT =
      new Noun<>(
          "Subject",
          List.of(
              field(
                  "namespace",
                  TEXT,
                  "the service account's namespace",
                  of(r -> r.subject().namespace())),
              field(
                  "serviceAccountName",
                  TEXT,
                  "the service account",
                  of(r -> r.subject().serviceAccount())),
              field("uid", TEXT, "the service account's UID", f -> f.subjectUid().orElse(""))));

  static final Noun<Entitlement> ENTITLEMENT =
      new Noun<>(
          "Entitlement",
          List.of(
              field("catalog", TEXT, "the catalog's name", e -> e.ref().catalog()),
              field("name", TEXT, "the entitlement's name", e -> e.ref().name()),
              field(
                  "sensitivity",
                  TEXT,
                  "`Low`, `Moderate`, `High` or `Critical`",
                  e -> capital(e.sensitivity().name())),
              field(
                  "maxDuration",
                  SimpleType.DURATION,
                  "the longest window",
                  Entitlement::maxDuration),
              field(
                  "targets",
                  TEXTS,
                  "the names of all its targets",
                  e -> e.targets().stream().map(Target::name).toList()),
              field(
                  "evidence",
                  TEXT,
                  "`Minimal`, `Standard` or `Regulated`",
                  e -> capital(e.governance().evidence().name()))));

  static final Noun<Holding> GRANT =
      new Noun<>(
          "Grant",
          List.of(
              field("catalog", TEXT, "the catalog's name", g -> g.entitlement().catalog()),
              field("name", TEXT, "the entitlement's name", g -> g.entitlement().name()),
              field("namespace", TEXT, "the request's namespace", Holding::namespace),
              field("request", TEXT, "the request's name", Holding::request),
              field("phase", TEXT, "the request's phase, for example `Active`", Holding::phase),
              new Noun.Field<>(
                  "expiresAt",
                  SimpleType.TIMESTAMP,
                  "when its access ends; only there once it has begun",
                  Holding::expiresAt)));

  static final List<Noun<?>> NOUNS = List.of(REQUEST, CHANNEL, SUBJECT, ENTITLEMENT, GRANT);

  static final List<Variable> VARIABLES =
      List.of(
          new Variable("request", REQUEST.type(), "what is asked", c -> REQUEST.of(c.facts())),
          new Variable("subject", SUBJECT.type(), "for whom", c -> SUBJECT.of(c.facts())),
          new Variable(
              "entitlement", ENTITLEMENT.type(), "of what", c -> ENTITLEMENT.of(c.entitlement())),
          new Variable(
              "grants",
              ListType.create(GRANT.type()),
              "what else the subject has or has asked for; what came later does not count",
              c -> c.inquiry().grants().stream().map(GRANT::of).toList()),
          new Variable(
              "now", SimpleType.TIMESTAMP, "the time, to the minute", c -> c.inquiry().minute()));

  /** Those whose values change although nothing that is watched has changed. */
  static boolean restless(String variable) {
    return variable.equals("now") || variable.equals("grants");
  }

  private static Map<String, String> labels(Facts facts) {
    return facts.namespace().map(Facts.Surroundings::labels).orElse(Map.of());
  }

  private static <V> Function<Facts, V> of(Function<Request, V> read) {
    return facts -> read.apply(facts.request());
  }

  private static String capital(String constant) {
    return constant.charAt(0) + constant.substring(1).toLowerCase(Locale.ROOT);
  }
}
