package dev.leasehold.evidence;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which entries an export has.
 *
 * @param request UID of the request that they are about; nothing for all requests
 * @param from of those that happened from then on
 * @param until of those that happened before
 */
public record Selection(Optional<String> request, Optional<Instant> from, Optional<Instant> until) {
  /** Every entry of the log. */
  public static final Selection ALL =
      new Selection(Optional.empty(), Optional.empty(), Optional.empty());

  private static final Pattern UID = Pattern.compile("[-A-Za-z0-9]{1,100}");

  public Selection {
    if (request.isPresent() && !UID.matcher(request.get()).matches()) {
      throw new IllegalArgumentException("a UID has letters, digits and dashes");
    }
  }

  /** What is null does not limit. */
  public static Selection of(
      @Nullable String request, @Nullable Instant from, @Nullable Instant until) {
    return new Selection(
        Optional.ofNullable(request), Optional.ofNullable(from), Optional.ofNullable(until));
  }

  boolean isAll() {
    return equals(ALL);
  }

  boolean takes(Statement statement) {
    return request.map(statement.uid()::equals).orElse(true)
        && from.map(then -> !statement.at().isBefore(then)).orElse(true)
        && until.map(then -> statement.at().isBefore(then)).orElse(true);
  }

  /** For people. */
  public String text() {
    return isAll()
        ? "all entries"
        : "entries"
            + request.map(uid -> " of request " + uid).orElse("")
            + from.map(then -> " from " + then).orElse("")
            + until.map(then -> " until " + then).orElse("");
  }
}
