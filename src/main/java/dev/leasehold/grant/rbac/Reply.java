package dev.leasehold.grant.rbac;

import dev.leasehold.model.Reason;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the API server said of one object, in the few words that decisions need. An answer that says
 * nothing of it (no answer, no right to ask, overload) is an exception instead: {@link
 * dev.leasehold.grant.Unavailable}.
 */
sealed interface Reply {
  /** It is there, as it is now; of a Secret never more than its metadata. */
  record Present(ObjectMeta metadata, @Nullable List<Subject> subjects, @Nullable RoleRef roleRef)
      implements Reply {
    boolean terminating() {
      return metadata.getDeletionTimestamp() != null;
    }
  }

  /** It is not there: 404, in its own name. */
  record Absent() implements Reply {}

  /** This very call removed it for good; in a dry run, would have. */
  record Deleted() implements Reply {}

  /** Its namespace is not there, or takes nothing new since it is being deleted. */
  record NoNamespace(boolean terminating) implements Reply {}

  /** An object of that name exists already. */
  record Taken() implements Reply {}

  /** Another UID or a newer version than the one spoken of. */
  record Conflict() implements Reply {}

  /** One of the admission policies of this operator's fence refused it. */
  record Fenced(String policy) implements Reply {}

  /** It will never be accepted as it is; asking again changes nothing. */
  record Invalid(Reason reason) implements Reply {}
}
