package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRequest;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A framework's cache of requests, in which there is what a test puts there. */
public final class StoredRequests implements IndexerResourceCache<AccessRequest> {
  private final Map<String, Function<AccessRequest, List<String>>> indexers = new HashMap<>();
  public final List<AccessRequest> stored = new ArrayList<>();

  /** Puts it there instead of an older one of its UID. */
  public void put(AccessRequest request) {
    stored.removeIf(r -> r.getMetadata().getUid().equals(request.getMetadata().getUid()));
    stored.add(request);
  }

  @Override
  public List<AccessRequest> byIndex(String indexName, String indexKey) {
    Function<AccessRequest, List<String>> keys = Objects.requireNonNull(indexers.get(indexName));
    return stored.stream().filter(r -> keys.apply(r).contains(indexKey)).toList();
  }

  @Override
  public void addIndexers(Map<String, Function<AccessRequest, List<String>>> more) {
    indexers.putAll(more);
  }

  @Override
  public Optional<AccessRequest> get(ResourceID id) {
    return stored.stream()
        .filter(r -> r.getMetadata().getName().equals(id.getName()))
        .filter(r -> r.getMetadata().getNamespace().equals(id.getNamespace().orElse("")))
        .findFirst();
  }

  @Override
  public Stream<ResourceID> keys() {
    return stored.stream().map(ResourceID::fromResource);
  }

  @Override
  public Stream<AccessRequest> list(String namespace, Predicate<AccessRequest> predicate) {
    return list(predicate).filter(r -> r.getMetadata().getNamespace().equals(namespace));
  }

  @Override
  public Stream<AccessRequest> list(Predicate<AccessRequest> predicate) {
    return stored.stream().filter(predicate);
  }
}
