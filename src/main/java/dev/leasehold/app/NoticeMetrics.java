package dev.leasehold.app;

import dev.leasehold.notice.Tally;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts notices by the sinks' names, of which there are few. */
record NoticeMetrics(MeterRegistry metrics) implements Tally {
  @Override
  public void sent(String sink) {
    count("leasehold.notices.sent", sink);
  }

  @Override
  public void failed(String sink) {
    count("leasehold.notices.failed", sink);
  }

  @Override
  public void lost(String sink) {
    count("leasehold.notices.lost", sink);
  }

  private void count(String name, String sink) {
    metrics.counter(name, "sink", sink).increment();
  }
}
