package dev.leasehold.cluster;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.observe.RequestReader;
import org.jspecify.annotations.Nullable;

/**
 * What the framework keeps of requests; it makes it by itself. Also before this process leads, and
 * however many were made while none did, those that nobody was answered yet find a bounded place:
 * of the others only an {@link Outline} is kept. The framework's cache calls one at a time.
 */
public final class LeanRequests extends Lean<AccessRequest> {
  private final long most;
  private long unanswered;

  public LeanRequests() {
    this(Crowd.room());
  }

  LeanRequests(long most) {
    super(Lean::request);
    this.most = most;
  }

  @Override
  public AccessRequest put(String key, AccessRequest request) {
    leaves(get(key));
    if (!RequestReader.isAnswered(request) && unanswered >= most) {
      Outline.reduce(request);
    } else if (!RequestReader.isAnswered(request)) {
      unanswered++;
    }
    return super.put(key, request);
  }

  @Override
  public @Nullable AccessRequest remove(String key) {
    leaves(get(key));
    return super.remove(key);
  }

  private void leaves(@Nullable AccessRequest before) {
    if (before != null && !RequestReader.isAnswered(before) && !Outline.is(before)) {
      unanswered--;
    }
  }
}
