package dev.leasehold.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.policy.Deciders;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class RememberedDecidersTest {
  private final AtomicInteger reads = new AtomicInteger();
  private final RememberedDeciders deciders = new RememberedDeciders(this::count);

  private Deciders count() {
    int _ = reads.incrementAndGet();
    return new Deciders(List.of());
  }

  @Test
  void bindingsAreReadOnceForAllCatalogsThatAChangeConcerns() {
    for (int catalog = 0; catalog < 100; catalog++) {
      deciders.forget();
    }
    for (int catalog = 0; catalog < 100; catalog++) {
      Deciders _ = deciders.read();
    }
    assertThat(reads).hasValue(1);
  }

  @Test
  void whatChangesWhileTheyAreReadIsReadAgain() {
    AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
    RememberedDeciders changing =
        new RememberedDeciders(
            () -> {
              meanwhile.get().run();
              return count();
            });
    meanwhile.set(changing::forget);
    Deciders _ = changing.read();
    meanwhile.set(() -> {});
    Deciders _ = changing.read();
    Deciders _ = changing.read();
    assertThat(reads).hasValue(2);
  }
}
