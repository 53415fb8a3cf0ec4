package dev.leasehold.lab.bench;

import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Copies;
import dev.leasehold.lab.Heap;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Operator;
import dev.leasehold.lab.People;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What requests that are over cost the operator: its heap, its start, and endings. */
final class Past {
  /** The catalog refuses it. */
  private static final Duration TOO_LONG = Duration.ofHours(9);

  private final Lab lab;
  private final Ground ground;
  private final Operator operator;

  Past(Lab lab, Ground ground, Operator operator) {
    this.lab = lab;
    this.ground = ground;
    this.operator = operator;
  }

  /** What was measured, to be printed. */
  List<String> measure(int finished, int refused) {
    Figures ended = Endings.of(ground, "before");
    ground.subject("none");
    ground.ask("refused-first", "none", "auto", TOO_LONG, Optional.empty());
    ground.await("refused-first", RequestPhase.Rejected);
    long heap = Heap.alive(operator.pid());
    operator.terminate();
    Copies copies = new Copies(lab, People.ALICE, false);
    copies.of(ground.request("before-0"), finished);
    copies.of(ground.request("refused-first"), refused);
    long began = System.nanoTime();
    operator.restart();
    Duration ready = Duration.ofNanos(System.nanoTime() - began);
    Figures later = Endings.of(ground, "after");
    String past = finished + " finished and " + refused + " refused requests";
    return List.of(
        "past: revoked to shown as ended: " + ended,
        "past: the same after %s: %s".formatted(past, later),
        String.format(
            Locale.ROOT,
            "past: heap alive %.1f MB, after %s %.1f MB; ready again after %s",
            heap / 1e6,
            past,
            Heap.alive(operator.pid()) / 1e6,
            ready));
  }
}
