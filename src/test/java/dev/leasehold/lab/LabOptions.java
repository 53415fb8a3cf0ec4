package dev.leasehold.lab;

import java.util.ArrayList;
import java.util.List;

/**
 * How a lab differs from the ordinary one.
 *
 * @param audited whether the API server logs every request's metadata, see {@link Lab#auditLog()}
 * @param apiServerFlags further flags of the API server; tests never shorten its times by them
 */
public record LabOptions(boolean audited, List<String> apiServerFlags) {
  public LabOptions {
    apiServerFlags = List.copyOf(apiServerFlags);
  }

  /** The ordinary lab. */
  public static LabOptions ordinary() {
    return new LabOptions(false, List.of());
  }

  /** The same, with an audit log. */
  public LabOptions withAudit() {
    return new LabOptions(true, apiServerFlags);
  }

  /** The same, with one more flag of the API server. */
  public LabOptions withApiServerFlag(String flag) {
    List<String> flags = new ArrayList<>(apiServerFlags);
    flags.add(flag);
    return new LabOptions(audited, flags);
  }
}
