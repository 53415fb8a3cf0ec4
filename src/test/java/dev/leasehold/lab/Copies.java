package dev.leasehold.lab;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Copies of requests that are over, with their records, as if as many had been asked for. They are
 * written with the operator's rights while no operator runs.
 */
public final class Copies {
  private static final int CLIENTS = 8;
  private static final String OPERATOR = "leasehold-operator";

  private final KubernetesClient requester;
  private final KubernetesClient operator;
  private final boolean old;

  /**
   * @param requester who may ask for what is copied
   * @param old as a version wrote them that did not know of {@code status.settled}
   */
  public Copies(Lab lab, Person requester, boolean old) {
    this.requester = lab.client(requester);
    this.operator = lab.clientOf(lab.serviceAccountKubeconfig(Chart.NAMESPACE, OPERATOR));
    this.old = old;
  }

  /** Makes so many, named after the first; none of its name must be part of any other text. */
  public void of(AccessRequest first, int count) {
    AccessRecord record = record(first);
    all(first, count, name -> copy(first, record, name));
  }

  /** Makes so many copies of its record alone, as if their requests had been deleted since. */
  public void records(AccessRequest first, int count) {
    AccessRecord record = record(first);
    all(
        first,
        count,
        name ->
            write(
                fresh(
                    renamed(record, first, name, UUID.randomUUID().toString()),
                    AccessRecord.class)));
  }

  private AccessRecord record(AccessRequest request) {
    return operator
        .resources(AccessRecord.class)
        .withName("ar-" + request.getMetadata().getUid())
        .require();
  }

  private static void all(AccessRequest first, int count, Consumer<String> copy) {
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<?>> made = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String name = first.getMetadata().getName() + "-" + i;
        made.add(clients.submit(() -> copy.accept(name)));
      }
      for (Future<?> one : made) {
        one.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new KubernetesClientException("a copy could not be made", e);
    }
  }

  private void copy(AccessRequest first, AccessRecord record, String name) {
    AccessRequest asked = fresh(first, AccessRequest.class);
    asked.getMetadata().setName(name);
    asked.setStatus(null);
    String uid = requester.resource(asked).create().getMetadata().getUid();
    AccessRecord answer = fresh(renamed(record, first, name, uid), AccessRecord.class);
    write(answer);
    AccessRequest ended = renamed(first, first, name, uid);
    AccessRequest there =
        operator
            .resources(AccessRequest.class)
            .inNamespace(first.getMetadata().getNamespace())
            .withName(name)
            .require();
    there.setStatus(ended.getStatus());
    AccessRequest _ = operator.resource(there).updateStatus();
  }

  private void write(AccessRecord answer) {
    AccessRecord there = operator.resource(answer).create();
    there.setStatus(answer.getStatus());
    AccessRecord _ = operator.resource(there).updateStatus();
  }

  @SuppressWarnings("unchecked")
  private <T extends HasMetadata> T renamed(
      T object, AccessRequest first, String name, String uid) {
    String text =
        Serialization.asJson(object)
            .replace(first.getMetadata().getUid(), uid)
            .replace('"' + first.getMetadata().getName() + '"', '"' + name + '"');
    return (T)
        Serialization.unmarshal(
            old ? text.replaceAll(",\\s*\"settled\"\\s*:\\s*true", "") : text, object.getClass());
  }

  private static <T extends HasMetadata> T fresh(T object, Class<T> type) {
    T copy = Serialization.unmarshal(Serialization.asJson(object), type);
    ObjectMeta meta = copy.getMetadata();
    meta.setUid(null);
    meta.setResourceVersion(null);
    meta.setCreationTimestamp(null);
    meta.setManagedFields(null);
    meta.setGeneration(null);
    meta.setAnnotations(null);
    return copy;
  }
}
