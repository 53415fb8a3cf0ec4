package dev.leasehold.lab.bench;

import dev.leasehold.lab.Lab;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Writes a ConfigMap ten times a second, and says how long each took: what the API server and the
 * machine make everybody wait, whatever the operator does.
 */
final class RawWriter implements AutoCloseable {
  private static final int PAUSE_MILLIS = 100;

  private final KubernetesClient client;
  private final ConfigMap object;
  private final List<Long> nanos = new ArrayList<>();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  private RawWriter(KubernetesClient client, ConfigMap object) {
    this.client = client;
    this.object = object;
  }

  static RawWriter start(Lab lab, String namespace) {
    ConfigMap object =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName("raw")
            .withNamespace(namespace)
            .endMetadata()
            .build();
    RawWriter writer = new RawWriter(lab.adminClient(), object);
    Future<?> _ =
        writer.timer.scheduleWithFixedDelay(writer::write, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    return writer;
  }

  private void write() {
    long began = System.nanoTime();
    client
        .resource(new ConfigMapBuilder(object).addToData("at", Long.toString(began)).build())
        .forceConflicts()
        .serverSideApply();
    synchronized (nanos) {
      nanos.add(System.nanoTime() - began);
    }
  }

  Figures figures() {
    synchronized (nanos) {
      return Figures.ofNanos(nanos);
    }
  }

  @Override
  public void close() {
    timer.close();
  }
}
