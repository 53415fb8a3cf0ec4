package dev.leasehold.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.controller.Written;
import dev.leasehold.observe.Keys;
import dev.leasehold.policy.Rival;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The schema of a status allows a 30th of February, which concerns nobody but its object. */
class UndatedTest {
  private static final String NEVER = "2026-02-30T08:00:00Z";

  private final Caches caches = new Caches();

  /** An object that has everything, with no time that exists but that of its creation. */
  private static <T extends HasMetadata> T undated(String plural, Class<T> type)
      throws IOException {
    String all = Files.readString(Path.of("src/test/resources/schemas", plural, "base.yaml"));
    ObjectNode node = Serialization.unmarshal(all, ObjectNode.class);
    String bad = node.toString().replaceAll("\"20[0-9]{2}-[^\"]*Z\"", "\"" + NEVER + "\"");
    T object = Serialization.unmarshal(bad, type);
    object.getMetadata().setUid("u-undated");
    object.getMetadata().setNamespace("payments");
    object.getMetadata().setCreationTimestamp("2026-12-01T08:00:00Z");
    assertThat(Serialization.asJson(object)).contains(NEVER);
    return object;
  }

  @Test
  void theInformersKeepAndIndexWhateverIsThere() throws IOException {
    AccessRequest request = undated("accessrequests", AccessRequest.class);
    AccessRecord record = undated("accessrecords", AccessRecord.class);
    new LeanRequests().put("payments/base", request);
    new LeanRecords().put("base", record);
    caches.requests(new Indexed<>(List.of(request)));
    caches.records(new Indexed<>(List.of(record)));
  }

  @Test
  void othersInTheNamespaceAreJudgedAllTheSame() throws IOException {
    AccessRequest request = undated("accessrequests", AccessRequest.class);
    ObjectNode open = Serialization.unmarshal(Serialization.asJson(request), ObjectNode.class);
    open.withObject("/status").remove(List.of("ending", "endedAt"));
    AccessRecord granted =
        Serialization.unmarshal(
            Serialization.asJson(Written.granted("u2", "Active", "RoleBinding"))
                .replaceAll("2026-12-01T12:00:00Z", NEVER)
                .replaceAll("\"start\":\"[^\"]*\"", "\"start\":\"" + NEVER + "\""),
            AccessRecord.class);
    caches.requests(
        new Indexed<>(List.of(Serialization.unmarshal(open.toString(), AccessRequest.class))));
    caches.records(new Indexed<>(List.of(granted)));
    AccessRequest mine = Written.request("u1");
    mine.getMetadata().setAnnotations(Map.of(Keys.APPLIED_BY, "rita"));
    assertThat(new Neighbours(caches).of(mine, false))
        .extracting(Rival::request)
        .extracting(dev.leasehold.model.RequestRef::uid)
        .containsExactlyInAnyOrder("u-undated", "u2");
  }

  /** A framework's cache, which asks its indexers of everything it has. */
  private static final class Indexed<T extends HasMetadata> implements IndexerResourceCache<T> {
    private final List<T> stored;
    private final Map<String, Function<T, List<String>>> indexers = new HashMap<>();

    Indexed(List<T> stored) {
      this.stored = stored;
    }

    @Override
    public List<T> byIndex(String index, String key) {
      Function<T, List<String>> indexer = Objects.requireNonNull(indexers.get(index));
      return stored.stream().filter(object -> indexer.apply(object).contains(key)).toList();
    }

    @Override
    public void addIndexers(Map<String, Function<T, List<String>>> more) {
      indexers.putAll(more);
      more.values().forEach(index -> stored.forEach(o -> assertThat(index.apply(o)).isNotNull()));
    }

    @Override
    public Optional<T> get(ResourceID id) {
      return stored.stream().filter(o -> o.getMetadata().getName().equals(id.getName())).findAny();
    }

    @Override
    public Stream<ResourceID> keys() {
      return stored.stream().map(ResourceID::fromResource);
    }

    @Override
    public Stream<T> list(String namespace, Predicate<T> predicate) {
      return stored.stream().filter(predicate);
    }

    @Override
    public Stream<T> list(Predicate<T> predicate) {
      return stored.stream().filter(predicate);
    }
  }
}
