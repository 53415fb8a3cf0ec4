package dev.leasehold.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A request in a file as the API server would take it: what it would drop does not count, what it
 * would refuse is a fault, and both are said.
 *
 * @param asRead whether what was read from a cluster is to be judged as it is there
 */
record Created(Manifest manifest, boolean asRead) {
  /** What the guard refuses at creation (policy leasehold-creation). */
  private static final Pattern WORD =
      Pattern.compile(
          "leasehold[.]dev/(approve|deny|revoke|review|limit)"
              + "|(approval|denial|revocation|review|limit|reason)[.]leasehold[.]dev/.*");

  /** What the guard knows; each other key of ours is refused (policy leasehold-annotations). */
  private static final Pattern KNOWN =
      Pattern.compile(
          "leasehold[.]dev/(redeliver|requested-by|applied-by|applied-as|requested-by-wildcard"
              + "|secret-visible)|signature[.]leasehold[.]dev/[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  private static final Pattern OURS = Pattern.compile("(?i)([a-z0-9-]+[.])*leasehold[.]dev/.*");

  /** What is judged. */
  Manifest judged() {
    return isRead() ? manifest.withoutStatusButItsLimit() : manifest.withoutStatus();
  }

  /** These findings, and what is to be said of what the API server would not take. */
  List<Finding> with(List<Finding> findings) {
    List<Finding> all = new ArrayList<>(findings);
    if (!isRead()) {
      if (manifest.hasStatus()) {
        all.add(Finding.note(Code.STATUS_IGNORED, manifest.place(), ignored()));
      }
      manifest
          .json()
          .path("metadata")
          .path("annotations")
          .fieldNames()
          .forEachRemaining(key -> refused(key, all));
    }
    return List.copyOf(all);
  }

  private boolean isRead() {
    return asRead && manifest.isAsRead();
  }

  private String ignored() {
    String what = manifest.hasLimit() ? "status.limit" : "status";
    return asRead
        ? what
            + " is ignored: without metadata.uid and resourceVersion it was not read from a"
            + " cluster"
        : what
            + " is ignored: the API server takes none when it creates a request; --as-read judges"
            + " what was read from a cluster";
  }

  private void refused(String key, List<Finding> findings) {
    if (WORD.matcher(key).matches()) {
      findings.add(
          Finding.error(
              Code.ANNOTATION_REFUSED,
              manifest.place(),
              "metadata.annotations: a new request carries no "
                  + key
                  + "; remove it, it is written once there is an offer"));
    } else if (OURS.matcher(key).matches() && !KNOWN.matcher(key).matches()) {
      findings.add(
          Finding.error(
              Code.ANNOTATION_REFUSED,
              manifest.place(),
              "metadata.annotations: leasehold.dev has no annotation "
                  + key
                  + " for a new request; remove it or mend its name"));
    }
  }
}
