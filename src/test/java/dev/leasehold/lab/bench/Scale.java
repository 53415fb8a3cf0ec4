package dev.leasehold.lab.bench;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.lab.Copies;
import dev.leasehold.lab.Heap;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Operator;
import dev.leasehold.lab.People;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/**
 * What many live grants and many records that are kept cost: heap, memory, processor, a start, the
 * writes of a start, and how long endings take among them.
 */
final class Scale {
  /** Asked for at once, so that what is measured is not how a queue grows. */
  private static final int BATCH = 500;

  /** The longest that the catalog allows: none may end while it is measured. */
  private static final Duration WINDOW = Duration.ofHours(8);

  private static final Duration SETTLING = Duration.ofSeconds(30);

  private final Lab lab;
  private final Ground ground;
  private final Flood flood;
  private final Operator operator;
  private final Duration idle;
  private final Consumer<String> out;

  Scale(
      Lab lab, Ground ground, Flood flood, Operator operator, Duration idle, Consumer<String> out) {
    this.lab = lab;
    this.ground = ground;
    this.flood = flood;
    this.operator = operator;
    this.idle = idle;
    this.out = out;
  }

  void measure(int live, int kept) throws InterruptedException {
    endings("none", "with none");
    long before = stands("with none");
    long began = System.nanoTime();
    for (int made = 0; made < live; made += BATCH) {
      flood.arrive("live-" + made / BATCH, Math.min(BATCH, live - made), WINDOW);
    }
    say("%d live after %s, in floods of %d", live, since(began), BATCH);
    long alive = stands(live + " live");
    if (live > 0) {
      say("a live grant takes %.2f kB of heap", (alive - before) / 1e3 / live);
      endings("live", live + " live");
    }
    AccessRequest gone = deleted("none-0");
    operator.terminate();
    new Copies(lab, People.ALICE, false).records(gone, kept);
    AuditCount audit = new AuditCount(lab.auditLog());
    began = System.nanoTime();
    operator.restart();
    String all = live + " live and " + kept + " kept";
    say("%s: ready again after %s", all, since(began));
    Thread.sleep(SETTLING);
    AuditCount.Calls calls = audit.calls();
    say("%s: %d writes of that start, Events aside", all, calls.written());
    calls.writes().forEach((what, n) -> say("    %d %s", n, what));
    stands(all);
    endings("all", all);
  }

  /** What it takes while nothing happens; says how much heap is alive. */
  private long stands(String when) throws InterruptedException {
    operator.requireRunning();
    Footprint before = Footprint.of(operator.pid());
    Thread.sleep(idle);
    Footprint after = Footprint.of(operator.pid());
    long heap = Heap.alive(operator.pid());
    say(
        "%s: %d MiB resident, heap alive %.1f MB, idle %.1f %% of a CPU",
        when,
        after.residentKib() / 1024,
        heap / 1e6,
        after.cpu().minus(before.cpu()).toNanos() * 100.0 / idle.toNanos());
    return heap;
  }

  private void endings(String prefix, String when) {
    say("%s: revoked to shown as ended: %s", when, Endings.of(ground, prefix));
  }

  /** What its record says then is what all say whose requests are deleted. */
  private AccessRequest deleted(String name) {
    AccessRequest request = ground.request(name);
    lab.adminClient().resource(request).delete();
    Resource<AccessRecord> record =
        lab.adminClient()
            .resources(AccessRecord.class)
            .withName("ar-" + request.getMetadata().getUid());
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> Objects.requireNonNull(record.require().getStatus()).retainUntil() != null);
    return request;
  }

  private static Duration since(long nanos) {
    return Duration.ofMillis((System.nanoTime() - nanos) / 1_000_000);
  }

  private void say(String format, Object... arguments) {
    out.accept(String.format(Locale.ROOT, "scale: " + format, arguments));
  }
}
