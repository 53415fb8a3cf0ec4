package dev.leasehold.lab;

import java.util.ArrayList;
import java.util.List;

/**
 * How a lab differs from the ordinary one.
 *
 * @param audited whether the API server logs every request's metadata, see {@link Lab#auditLog()}
 * @param vault whether there is a Vault with a database behind it, see {@link Lab#vault()}
 * @param apiServerFlags further flags of the API server; tests never shorten its times by them
 */
public record LabOptions(boolean audited, boolean vault, List<String> apiServerFlags) {
  public LabOptions {
    apiServerFlags = List.copyOf(apiServerFlags);
  }

  /** The ordinary lab. */
  public static LabOptions ordinary() {
    return new LabOptions(false, false, List.of());
  }

  /** The same, with an audit log. */
  public LabOptions withAudit() {
    return new LabOptions(true, vault, apiServerFlags);
  }

  /** The same, with Vault and a database. */
  public LabOptions withVault() {
    return new LabOptions(audited, true, apiServerFlags);
  }

  /** The same, with one more flag of the API server. */
  public LabOptions withApiServerFlag(String flag) {
    List<String> flags = new ArrayList<>(apiServerFlags);
    flags.add(flag);
    return new LabOptions(audited, vault, flags);
  }
}
