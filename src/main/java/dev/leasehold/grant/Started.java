package dev.leasehold.grant;

import dev.leasehold.model.ObjectRef;
import java.util.List;
import java.util.Optional;

/** All that one target begins with: what lasts for the window, and its first credential. */
public record Started(List<ObjectRef> objects, Optional<Issued> issued) {
  public Started {
    objects = List.copyOf(objects);
  }
}
