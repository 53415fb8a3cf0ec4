package dev.leasehold.approval.ssh;

import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a signature covers, so that it can be counted for nothing else: one request's content in one
 * cluster, what exactly it would be given, in which roles, and until when that may be counted.
 *
 * @param cluster UID of the namespace kube-system
 * @param specDigest SHA-256 over the canonical JSON of the request's spec
 * @param entitlement catalog and name, with a dot between them
 * @param entitlementDigest SHA-256 over the canonical JSON of the entitlement as resolved for this
 *     request, every rule of every role included
 * @param renewal 0 for the first window
 * @param notAfter in whole seconds
 */
public record ApprovalDocument(
    String cluster,
    String namespace,
    String name,
    String requestId,
    String specDigest,
    String entitlement,
    String entitlementDigest,
    int renewal,
    Set<String> roles,
    Instant notAfter) {
  /** None of these needs an escape in JSON. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:-]{0,320}");

  public ApprovalDocument {
    roles = Set.copyOf(roles);
    for (String text :
        new String[] {
          cluster, namespace, name, requestId, specDigest, entitlement, entitlementDigest
        }) {
      if (!PLAIN.matcher(text).matches()) {
        throw new IllegalArgumentException("not a name, an id or a digest");
      }
    }
    if (!roles.stream().allMatch(role -> PLAIN.matcher(role).matches())) {
      throw new IllegalArgumentException("not the name of a role");
    }
  }

  /**
   * The text to be signed: RFC 8785 JSON, without a line's end. Its members stand in the order of
   * their names and hold nothing that has to be escaped, so it is written out as it is.
   */
  public String text() {
    return ("{\"cluster\":\"%s\",\"entitlement\":\"%s\",\"entitlementDigest\":\"%s\",\"kind\":"
            + "\"leasehold.dev/approval/v1\",\"name\":\"%s\",\"namespace\":\"%s\",\"notAfter\":"
            + "\"%s\",\"renewal\":%s,\"requestId\":\"%s\",\"roles\":[%s],\"specDigest\":\"%s\"}")
        .formatted(
            cluster,
            entitlement,
            entitlementDigest,
            name,
            namespace,
            notAfter,
            renewal,
            requestId,
            roles.stream().sorted().map(role -> '"' + role + '"').collect(Collectors.joining(",")),
            specDigest);
  }
}
