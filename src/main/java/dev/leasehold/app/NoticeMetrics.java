package dev.leasehold.app;

import dev.leasehold.metrics.Meters;
import dev.leasehold.metrics.Metric;
import dev.leasehold.notice.Tally;

/** Counts notices by the sinks' names, of which there are few. */
record NoticeMetrics(Meters meters) implements Tally {
  @Override
  public void sent(String sink) {
    meters.count(Metric.NOTICES_SENT, sink);
  }

  @Override
  public void failed(String sink) {
    meters.count(Metric.NOTICES_FAILED, sink);
  }

  @Override
  public void lost(String sink) {
    meters.count(Metric.NOTICES_LOST, sink);
  }
}
