package dev.leasehold.notice;

import java.util.function.Consumer;

/** All notices that can be derived from what stands in the cluster now. */
@FunctionalInterface
public interface Source {
  /** Hands them over in no order, one after the other; throws where not all could be read. */
  void each(Consumer<Notice> consumer);
}
