package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.model.Askers;
import dev.leasehold.model.EntitlementRef;
import dev.leasehold.model.Persons;
import dev.leasehold.model.RequestRef;
import dev.leasehold.observe.HoldingReader;
import dev.leasehold.observe.ProgressReader;
import dev.leasehold.observe.RequestReader;
import dev.leasehold.policy.Inquiry;
import dev.leasehold.policy.Rival;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The requests of one run that would have been offered already, so that of two that exclude each
 * other, or are one too many, the later one is refused.
 */
final class EarlierRequests {
  private final List<AccessRequest> offered = new ArrayList<>();
  private final Persons persons;
  private final boolean applierKnown;

  /**
   * @param applierKnown whether all are known to be applied by one; else each is somebody else's
   */
  EarlierRequests(Persons persons, boolean applierKnown) {
    this.persons = persons;
    this.applierKnown = applierKnown;
  }

  /** It was judged and would be offered. */
  void add(AccessRequest request) {
    offered.add(request);
  }

  List<Rival> rivals(AccessRequest request, boolean everywhere) {
    List<String> bounds =
        everywhere && applierKnown ? RequestReader.askers(request, persons).bounds() : List.of();
    return others(request)
        .filter(
            other ->
                namespace(other).equals(namespace(request))
                    || !Collections.disjoint(RequestReader.askers(other, persons).duties(), bounds))
        .map(this::rival)
        .toList();
  }

  List<Inquiry.Holding> holdings(AccessRequest request) {
    return others(request)
        .filter(other -> namespace(other).equals(namespace(request)))
        .filter(other -> other.getSpec().subject().equals(request.getSpec().subject()))
        .map(other -> HoldingReader.read(other, ProgressReader.turn(other)))
        .toList();
  }

  /** The name of another that delivers into the same Secret. */
  Optional<String> sharing(AccessRequest request) {
    return others(request)
        .filter(other -> namespace(other).equals(namespace(request)))
        .filter(other -> secret(other).equals(secret(request)))
        .map(other -> other.getMetadata().getName())
        .findFirst();
  }

  private Stream<AccessRequest> others(AccessRequest request) {
    String uid = request.getMetadata().getUid();
    return offered.stream().filter(other -> !other.getMetadata().getUid().equals(uid));
  }

  private Rival rival(AccessRequest other) {
    Askers askers = RequestReader.askers(other, persons);
    return new Rival(
        new RequestRef(
            namespace(other), other.getMetadata().getName(), other.getMetadata().getUid()),
        new EntitlementRef(
            other.getSpec().entitlement().catalog(), other.getSpec().entitlement().name()),
        RequestReader.subject(other),
        applierKnown ? askers : new Askers("", "", Askers.As.PERSON, persons),
        Instant.parse(other.getMetadata().getCreationTimestamp()),
        ProgressReader.read(other));
  }

  private static String namespace(AccessRequest request) {
    return request.getMetadata().getNamespace();
  }

  /** The Secret is named like the request unless it says otherwise. */
  private static String secret(AccessRequest request) {
    return Objects.requireNonNullElse(
        request.getSpec().secretName(), request.getMetadata().getName());
  }
}
