package dev.leasehold.guard;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A write that is tried once for all trials that ask what became of it. One thread asks. */
final class Once implements Supplier<Answer> {
  private final Supplier<Answer> write;
  private @Nullable Answer answer;

  Once(Supplier<Answer> write) {
    this.write = write;
  }

  @Override
  public Answer get() {
    Answer known = answer;
    if (known == null) {
      known = write.get();
      answer = known;
    }
    return known;
  }
}
