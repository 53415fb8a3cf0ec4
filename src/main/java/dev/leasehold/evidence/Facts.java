package dev.leasehold.evidence;

import dev.leasehold.model.Approval;
import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.EntitlementRef;
import dev.leasehold.model.Reason;
import dev.leasehold.model.Subject;
import dev.leasehold.model.Window;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is known of an event besides what every event has. Immutable; each method returns the same
 * with one fact more. Credential values have no place here.
 */
public final class Facts {
  private static final int MOST_GRANTS = 100;

  private final SortedMap<String, Object> values;

  private Facts(SortedMap<String, Object> values) {
    this.values = values;
  }

  public static Facts none() {
    return new Facts(new TreeMap<>());
  }

  /** Nobody who says so saw it: the record tells it. */
  public Facts fromRecord() {
    return with("fromRecord", (Object) true);
  }

  /** What was asked for. */
  public Facts entitlement(EntitlementRef entitlement) {
    return with("entitlement", entitlement.qualified());
  }

  /** Whose access it is. */
  public Facts subject(Subject subject) {
    return with("subject", subject.userName());
  }

  /**
   * Who asked.
   *
   * @param applier who put the request there
   */
  public Facts asked(String requester, String applier) {
    return with("requester", requester).with("applier", applier);
  }

  /** What people wrote to explain the request. */
  public Facts explained(String justification, String ticket) {
    return with("justification", justification).with("ticket", ticket);
  }

  /** Whether it was asked for as an emergency. */
  public Facts emergency(boolean emergency) {
    return with("emergency", (Object) emergency);
  }

  /** Whether somebody has to approve it. */
  public Facts approvalNeeded(boolean needed) {
    return with("approvalNeeded", (Object) needed);
  }

  /** How soon after the beginning of access somebody has to review it. */
  public Facts reviewWithin(Duration within) {
    return with("reviewWithin", (Object) within.toString());
  }

  /** What people were shown, by its digest. */
  public Facts offer(String digest) {
    return with("offer", digest);
  }

  /** Who accepted which offer, in this order. */
  public Facts approvals(List<Approval> approvals) {
    return with("approvals", approvals.stream().map(Facts::approval).toList());
  }

  private static Map<String, Object> approval(Approval approval) {
    return Map.of(
        "approver", Plain.text(approval.approver()),
        "roles", approval.roles().stream().sorted().toList(),
        "offer", approval.offer(),
        "at", approval.at().toString(),
        "method", approval.method().name());
  }

  /** For how long access is given. */
  public Facts window(Window window) {
    return with(
        "window", Map.of("start", window.start().toString(), "end", window.end().toString()));
  }

  /** The names of the targets that are concerned. */
  public Facts targets(List<String> targets) {
    return with("targets", targets.stream().map(Plain::text).toList());
  }

  /** The credentials that were handed out, by target; never what they are. */
  public Facts credentials(Map<String, CredentialFacts> handedOut) {
    return handedOut.isEmpty()
        ? this
        : with(
            "credentials",
            new TreeMap<>(handedOut)
                .entrySet().stream().map(e -> credential(e.getKey(), e.getValue())).toList());
  }

  private static Map<String, Object> credential(String target, CredentialFacts facts) {
    return Map.of(
        "target", Plain.text(target),
        "generation", facts.generation(),
        "id", Plain.text(facts.jti()),
        "expiresAt", facts.expiresAt().toString());
  }

  /** Earlier credentials were said to have leaked, and were ended. */
  public Facts leaked() {
    return with("leaked", (Object) true);
  }

  /** Why. */
  public Facts reason(Reason reason) {
    return with(
        "reason", Map.of("code", reason.code().text(), "message", Plain.text(reason.message())));
  }

  /** Who did it, if it was a person. */
  public Facts by(String actor) {
    return with("actor", actor);
  }

  /** Requests of which grants were open then, by UID; the first 100. */
  public Facts grants(List<String> uids) {
    return uids.isEmpty() ? this : with("grants", uids.stream().limit(MOST_GRANTS).toList());
  }

  /** The object in the cluster that it is about. */
  public Facts object(String kind, String namespace, String name, String uid) {
    return with(
        "object",
        Map.of(
            "kind", Plain.text(kind),
            "namespace", Plain.text(namespace),
            "name", Plain.text(name),
            "uid", Plain.text(uid)));
  }

  /** Of so many more the same could be said, and is not. */
  public Facts more(long others) {
    return others == 0 ? this : with("more", (Object) others);
  }

  private Facts with(String name, String value) {
    return value.isEmpty() ? this : with(name, (Object) Plain.text(value));
  }

  private Facts with(String name, Object value) {
    SortedMap<String, Object> more = new TreeMap<>(values);
    more.put(name, value);
    return new Facts(more);
  }

  Map<String, Object> values() {
    return Map.copyOf(values);
  }

  /** The same, where each text has at most so many characters; see {@link Plain#cut}. */
  Facts cut(int limit) {
    SortedMap<String, Object> shorter = new TreeMap<>();
    values.forEach((name, value) -> shorter.put(name, cut(value, limit)));
    return new Facts(shorter);
  }

  private static Object cut(Object value, int limit) {
    return switch (value) {
      case String text -> Plain.cut(text, limit);
      case List<?> list -> list.stream().map(each -> cut(each, limit)).toList();
      case Map<?, ?> map ->
          map.entrySet().stream()
              .collect(Collectors.toMap(Map.Entry::getKey, e -> cut(e.getValue(), limit)));
      default -> value;
    };
  }

  /** Instead of all: the SHA-256 of the canonical JSON of all, and how long that was. */
  Facts digested(byte[] canonical) {
    return none().with("cut", Plain.marker(canonical));
  }
}
