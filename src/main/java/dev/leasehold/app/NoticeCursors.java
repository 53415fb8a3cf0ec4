package dev.leasehold.app;

import dev.leasehold.notice.Cursor;
import dev.leasehold.notice.Cursors;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * How far sinks have been told, in the ConfigMap that the chart makes for it, by name of the sink.
 * No decision about access depends on it: whoever edits it can have notices repeated or left out.
 */
final class NoticeCursors implements Cursors {
  static final String NAME = "leasehold-notices";

  private static final Logger LOG = Logger.getLogger(NoticeCursors.class);

  private final Resource<ConfigMap> map;
  private final KubernetesClient client;
  private final Set<String> sinks;

  /**
   * @param sinks that there are; what is kept of others is dropped
   */
  NoticeCursors(KubernetesClient client, String namespace, Set<String> sinks) {
    this.client = client;
    this.map = client.configMaps().inNamespace(namespace).withName(NAME);
    this.sinks = Set.copyOf(sinks);
  }

  @Override
  public Optional<Cursor> read(String sink) {
    Optional<String> kept = Optional.ofNullable(data(require()).get(sink));
    Optional<Cursor> cursor = kept.flatMap(Cursor::parse);
    if (kept.isPresent() && cursor.isEmpty()) {
      LOG.warnf("sink=%s ConfigMap %s does not say how far it is; it begins now", sink, NAME);
    }
    return cursor;
  }

  /** All sinks write the same object, one after the other. */
  @Override
  public synchronized void write(String sink, Cursor cursor) {
    ConfigMap now = require();
    Map<String, String> data = new HashMap<>(data(now));
    data.keySet().retainAll(sinks);
    data.put(sink, cursor.text());
    now.setData(data);
    client.resource(now).update();
  }

  private ConfigMap require() {
    ConfigMap found = map.get();
    if (found == null) {
      throw new IllegalStateException("ConfigMap " + NAME + " is missing; upgrade the chart");
    }
    return found;
  }

  private static Map<String, String> data(ConfigMap map) {
    return Objects.requireNonNullElse(map.getData(), Map.of());
  }
}
