package dev.leasehold.grant.rbac;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.wire.ReplyKind;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a raw answer as what it says of one object. Where the API server's own words would do, ours
 * are used, since its messages quote what was sent; but for those of {@link Refusal}.
 */
final class Verdict {
  private static final ObjectReader READER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build()
          .readerFor(Body.class);

  private Verdict() {}

  /** The parts of an object, or of a Status, that decide anything. */
  private record Body(
      @Nullable String kind,
      @Nullable ObjectMeta metadata,
      @Nullable List<Subject> subjects,
      @Nullable RoleRef roleRef,
      @Nullable String message,
      @Nullable String reason,
      @Nullable StatusDetails details) {
    static final Body EMPTY = new Body(null, null, null, null, null, null, null);

    boolean isFor(String reason) {
      return reason.equals(this.reason);
    }

    boolean speaksOf(String plural, String name) {
      return details != null && plural.equals(details.getKind()) && name.equals(details.getName());
    }

    boolean hasCause(String reason) {
      return details != null
          && details.getCauses() != null
          && details.getCauses().stream().anyMatch(cause -> reason.equals(cause.getReason()));
    }

    boolean says(String words) {
      return message != null && message.contains(words);
    }
  }

  static Reply of(Exchange exchange, Address address) {
    Body body = body(exchange);
    return exchange.succeeded() ? success(body, address) : failure(exchange.code(), body, address);
  }

  private static Reply success(Body body, Address address) {
    if ("Status".equals(body.kind())) {
      return new Reply.Deleted();
    }
    if (body.metadata() == null || body.metadata().getUid() == null) {
      throw unavailable(ReasonCode.UNINTELLIGIBLE, address, "its answer could not be read");
    }
    return new Reply.Present(body.metadata(), body.subjects(), body.roleRef());
  }

  private static Reply failure(int code, Body body, Address address) {
    return Refusal.of(code, body.message(), address).orElseGet(() -> byCode(code, body, address));
  }

  private static Reply byCode(int code, Body body, Address address) {
    return switch (ReplyKind.of(code, body.message())) {
      case ABSENT -> notFound(body, address);
      case OVERTAKEN -> body.isFor("AlreadyExists") ? new Reply.Taken() : new Reply.Conflict();
      case REFUSED -> refused(code, body, address);
      case FORBIDDEN -> forbidden(body, address);
      case UNAVAILABLE, DONE -> throw unavailable(code, address);
    };
  }

  private static Reply refused(int code, Body body, Address address) {
    if (body.says("does not support dry run")) {
      throw unavailable(
          ReasonCode.DRY_RUN_UNSUPPORTED, address, "one of its webhooks does not support dry runs");
    }
    return invalid(code, address);
  }

  private static Reply forbidden(Body body, Address address) {
    if (body.hasCause("NamespaceTerminating")) {
      return new Reply.NoNamespace(true);
    }
    if (body.says("attempting to grant RBAC permissions")) {
      throw unavailable(
          ReasonCode.MAY_NOT_BIND,
          address,
          "the operator may not bind its role; list that role in the chart's value bindable");
    }
    throw unavailable(ReasonCode.FORBIDDEN, address, "the operator's rights do not cover it (403)");
  }

  private static Unavailable unavailable(int code, Address address) {
    return switch (code) {
      case 401 -> unavailable(ReasonCode.UNAUTHENTICATED, address, "it does not know the operator");
      case 429 -> unavailable(ReasonCode.THROTTLED, address, "it is overloaded (429)");
      default -> unavailable(ReasonCode.SERVER_ERROR, address, "it answered " + code);
    };
  }

  /**
   * A 404 proves something only if it is the API server's own and names the object: a proxy, or a
   * server that does not serve the kind, answers 404 too.
   */
  private static Reply notFound(Body body, Address address) {
    if (body.isFor("NotFound") && body.speaksOf(address.kind().plural(), address.name())) {
      return new Reply.Absent();
    }
    if (body.isFor("NotFound") && body.speaksOf("namespaces", address.namespace())) {
      return new Reply.NoNamespace(false);
    }
    throw unavailable(
        ReasonCode.UNINTELLIGIBLE, address, "it answered 404 without naming the object");
  }

  private static Reply invalid(int code, Address address) {
    return new Reply.Invalid(
        new Reason(
            ReasonCode.INVALID, "The API server will not accept " + address + " (" + code + ")."));
  }

  private static Body body(Exchange exchange) {
    try {
      Body body = READER.readValue(exchange.body());
      return body == null ? Body.EMPTY : body;
    } catch (IOException e) {
      return Body.EMPTY;
    }
  }

  static Unavailable unavailable(ReasonCode code, Address address, String why) {
    return new Unavailable(
        new Reason(code, "The API server could not be asked for " + address + ": " + why + "."));
  }
}
