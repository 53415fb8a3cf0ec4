package dev.leasehold.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.cluster.Caches;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each grant changes several times, and there may be thousands. */
class ConcernedTest {
  private final Caches caches = new Caches();
  private final Concerned concerned = new Concerned(caches);

  private void serve(List<AccessRecord> records) {
    caches.requests(new Unlisted<AccessRequest>(List.of()));
    caches.records(new Unlisted<>(records));
  }

  @Test
  void ofWhatWasHandedOutTheOneRecordIsFoundWithoutGoingThroughAll() {
    serve(List.of(Written.granted("u1", "Active", "ServiceAccountToken")));
    Change change = new Change.HandedOut("u1");
    assertThat(concerned.requests(change)).isEmpty();
    assertThat(concerned.records(change))
        .extracting(record -> record.getMetadata().getName())
        .containsExactly("ar-u1");
    assertThat(concerned.records(new Change.HandedOut("u2"))).as("of no grant").isEmpty();
  }

  @Test
  void whatElseChangesIsLookedForAmongAll() {
    serve(List.of(Written.granted("u1", "Active", "ServiceAccountToken")));
    assertThatThrownBy(() -> concerned.records(new Change.Account("payments", "nightly")))
        .hasMessage("gone through");
  }

  @Test
  void whatChangesWhereNobodyWorksIsNotEvenDescribed() {
    List<Change> heard = new ArrayList<>();
    Hearing standby = new Hearing(() -> false, heard::add);
    standby.of(
        () -> {
          throw new AssertionError("described");
        });
    Hearing leader = new Hearing(() -> true, heard::add);
    leader.of(() -> new Change.HandedOut("u1"));
    leader.maybe(Optional::empty);
    assertThat(heard).containsExactly(new Change.HandedOut("u1"));
  }

  /** A framework's cache that nobody may go through. */
  private record Unlisted<T extends HasMetadata>(List<T> stored)
      implements IndexerResourceCache<T> {
    @Override
    public List<T> byIndex(String index, String key) {
      throw new AssertionError("no index is asked");
    }

    @Override
    public void addIndexers(Map<String, Function<T, List<String>>> more) {}

    @Override
    public Optional<T> get(ResourceID id) {
      return stored.stream().filter(r -> r.getMetadata().getName().equals(id.getName())).findAny();
    }

    @Override
    public Stream<ResourceID> keys() {
      throw new AssertionError("gone through");
    }

    @Override
    public Stream<T> list(String namespace, Predicate<T> predicate) {
      throw new AssertionError("gone through");
    }

    @Override
    public Stream<T> list(Predicate<T> predicate) {
      throw new AssertionError("gone through");
    }
  }
}
