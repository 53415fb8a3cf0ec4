package dev.leasehold.app;

import dev.leasehold.controller.Engine;
import dev.leasehold.notice.Desk;
import jakarta.inject.Singleton;

/** What the process that leads does, and one that stands by does not. */
@Singleton
public class Work {
  private final Engine engine;
  private final Desk desk;
  private final EvidenceWork evidence;
  private final LeaderMetrics metrics;

  public Work(Engine engine, Desk desk, EvidenceWork evidence, LeaderMetrics metrics) {
    this.engine = engine;
    this.desk = desk;
    this.evidence = evidence;
    this.metrics = metrics;
  }

  /**
   * @param term larger for each process that leads
   * @param before what the process before knew of the evidence log
   */
  void begin(long term, Handed before) {
    evidence.begin(term, before);
    engine.lead();
    metrics.show();
    desk.begin(engine::records);
  }

  void end() {
    engine.close();
    desk.close();
    evidence.end();
  }
}
