package dev.leasehold.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Tries to tell a sink until it takes it, or refuses the same too often. Used by one thread. */
final class Delivery implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Delivery.class);

  private final Sink sink;
  private final Channel channel;
  private final Means means;
  private final Runnable meanwhile;
  private Instant last = Instant.EPOCH;
  private boolean refusing;

  /**
   * @param meanwhile is done before each pause
   */
  Delivery(Sink sink, Channel channel, Means means, Runnable meanwhile) {
    this.sink = sink;
    this.channel = channel;
    this.means = means;
    this.meanwhile = meanwhile;
  }

  /** How many are told in one message at most. */
  int most() {
    return sink.format().isForPeople() ? Backlog.BOUND : 1;
  }

  /** When something was last taken. */
  Instant last() {
    return last;
  }

  /** Tells all of these, in this order, in as few messages as the sink takes. */
  void tell(Position from, List<Notice> notices) throws InterruptedException {
    for (int begin = 0; begin < notices.size(); begin += most()) {
      bundle(from, notices.subList(begin, Math.min(begin + most(), notices.size())));
    }
  }

  private void bundle(Position from, List<Notice> notices) throws InterruptedException {
    List<Notice> untold = notices.stream().filter(notice -> !from.has(notice)).toList();
    if (!untold.isEmpty() && !taken(from, new Bundle(untold))) {
      // One of them is what is refused, and the others need not be.
      for (Notice notice : untold) {
        boolean _ = taken(from, Bundle.of(notice));
      }
    }
  }

  /** Whether there is nothing left to do about it. */
  private boolean taken(Position from, Bundle bundle) throws InterruptedException {
    int refused = 0;
    for (int attempts = 1; ; attempts++) {
      Answer answer = send(bundle);
      switch (answer) {
        case Answer.Taken taken -> {
          refusing = false;
          last = means.clock().instant();
          bundle.notices().forEach(notice -> told(from, notice));
          return true;
        }
        case Answer.Later later -> {
          refusing = false;
          refused = 0;
          failed(bundle, answer, later.after(), attempts);
        }
        case Answer.Refused no when !bundle.isOne() -> {
          means.tally().failed(sink.name());
          return false;
        }
        case Answer.Refused no -> {
          refused++;
          if (refusing || refused >= means.pace().refusals()) {
            lost(from, bundle.first(), no);
            return true;
          }
          failed(bundle, answer, Optional.empty(), attempts);
        }
      }
    }
  }

  private void told(Position from, Notice notice) {
    means.tally().sent(sink.name());
    from.told(notice);
  }

  private Answer send(Bundle bundle) throws InterruptedException {
    try {
      return channel.send(bundle);
    } catch (RuntimeException e) {
      LOG.debugf(e, "sink=%s", sink.name());
      return new Answer.Later("it failed: " + e.getClass().getSimpleName(), Optional.empty());
    }
  }

  private void failed(Bundle bundle, Answer answer, Optional<Duration> after, int attempts)
      throws InterruptedException {
    means.tally().failed(sink.name());
    if (attempts == 1) {
      LOG.warnf(
          "sink=%s notice=%s was not taken: %s; it is tried again",
          sink.name(), bundle.first().id(), answer.said());
    }
    meanwhile.run();
    Thread.sleep(means.pace().after(attempts, after));
  }

  /** It is passed over, or nothing that comes after it would be told. */
  private void lost(Position from, Notice notice, Answer answer) {
    refusing = true;
    means.tally().lost(sink.name());
    LOG.errorf(
        "sink=%s notice=%s is given up: %s; correct the sink in notices.sinks of the chart",
        sink.name(), notice.id(), answer.said());
    from.told(notice);
  }

  @Override
  public void close() {
    channel.close();
  }
}
