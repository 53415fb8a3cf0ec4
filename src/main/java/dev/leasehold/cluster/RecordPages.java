package dev.leasehold.cluster;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Listable;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads records from the API server so many at a time, however many there are. */
public record RecordPages(KubernetesClient client) {
  /** By what a record can be selected whatever its age; see {@link AccessRecord}. */
  private static final String DIGEST = "spec.request.specDigest";

  /** Hands over every record there is, until one is refused. */
  public void each(Predicate<AccessRecord> more) {
    through(client.resources(AccessRecord.class), more);
  }

  /** Whether one of them answers for what this request says, though it is another request's. */
  boolean answering(AccessRequest request, String specDigest) {
    boolean[] found = new boolean[1];
    through(
        client.resources(AccessRecord.class).withField(DIGEST, specDigest),
        record -> {
          found[0] = Answered.same(record, request, specDigest);
          return !found[0];
        });
    return found[0];
  }

  private static void through(
      Listable<? extends KubernetesResourceList<AccessRecord>> records,
      Predicate<AccessRecord> more) {
    @Nullable String from = null;
    do {
      ListOptions page =
          new ListOptionsBuilder().withLimit(PageSize.records()).withContinue(from).build();
      KubernetesResourceList<AccessRecord> list = records.list(page);
      List<AccessRecord> items = list.getItems();
      if (!items.stream().allMatch(more)) {
        return;
      }
      from = list.getMetadata().getContinue();
    } while (from != null && !from.isEmpty());
  }
}
