package dev.leasehold.cluster;

import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.wire.ReplyKind;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The API server refuses what was to be written, and would refuse the very same again: waiting for
 * it mends nothing. Of its words only the field and the kind of fault are told, never a value.
 */
public final class NotTaken extends Unavailable {
  private static final long serialVersionUID = 1L;

  private static final Pattern FIELD = Pattern.compile("[A-Za-z0-9_.\\[\\]-]{1,100}");
  private static final Pattern FAULT = Pattern.compile("[A-Za-z]{1,40}");

  private NotTaken(Reason reason) {
    super(reason);
  }

  /** The refusal, unless the same could be taken another time. */
  static Optional<NotTaken> of(String what, KubernetesClientException e) {
    return ReplyKind.of(e.getCode(), e.getMessage()) == ReplyKind.REFUSED
        ? Optional.of(
            new NotTaken(
                new Reason(
                    ReasonCode.NOT_TAKEN,
                    "the API server refuses the "
                        + what
                        + where(e)
                        + " ("
                        + e.getCode()
                        + "); tell those who run Leasehold")))
        : Optional.empty();
  }

  private static String where(KubernetesClientException e) {
    return causes(e.getStatus())
        .filter(cause -> fits(FIELD, cause.getField()))
        .findFirst()
        .map(
            cause ->
                " at "
                    + cause.getField()
                    + (fits(FAULT, cause.getReason()) ? ", " + cause.getReason() : ""))
        .orElse(ReplyKind.isTooLarge(e.getCode(), e.getMessage()) ? ", which is too large" : "");
  }

  private static Stream<StatusCause> causes(@Nullable Status status) {
    StatusDetails details = status == null ? null : status.getDetails();
    List<StatusCause> causes = details == null ? null : details.getCauses();
    return causes == null ? Stream.empty() : causes.stream();
  }

  private static boolean fits(Pattern form, @Nullable String text) {
    return text != null && form.matcher(text).matches();
  }
}
