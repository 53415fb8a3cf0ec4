package dev.leasehold.app;

import dev.leasehold.controller.Engine;
import dev.leasehold.notice.Desk;
import jakarta.inject.Singleton;

/** What the process that leads does, and one that stands by does not. */
@Singleton
public class Work {
  private final Engine engine;
  private final Desk desk;
  private final LeaderMetrics metrics;

  public Work(Engine engine, Desk desk, LeaderMetrics metrics) {
    this.engine = engine;
    this.desk = desk;
    this.metrics = metrics;
  }

  void begin() {
    engine.lead();
    metrics.show();
    desk.begin(engine::records);
  }

  void end() {
    engine.close();
    desk.close();
  }
}
