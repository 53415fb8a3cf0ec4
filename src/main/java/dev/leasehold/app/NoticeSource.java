package dev.leasehold.app;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.cluster.PageSize;
import dev.leasehold.notice.Notice;
import dev.leasehold.notice.RecordNotices;
import dev.leasehold.notice.RequestNotices;
import dev.leasehold.notice.Source;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Listable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Derives notices from all requests and records there are, a page at a time and none kept: those
 * that are over are in no cache (0054).
 */
record NoticeSource(KubernetesClient client, InstantSource clock) implements Source {
  private static final Logger LOG = Logger.getLogger(NoticeSource.class);

  @Override
  public void each(Consumer<Notice> consumer) {
    Instant now = clock.instant();
    through(
        client.resources(AccessRequest.class).inAnyNamespace(),
        PageSize.requests(),
        RequestNotices::of,
        consumer);
    through(
        client.resources(AccessRecord.class),
        PageSize.records(),
        record -> RecordNotices.of(record, now),
        consumer);
  }

  private static <T extends HasMetadata> void through(
      Listable<? extends KubernetesResourceList<T>> all,
      long size,
      Function<T, List<Notice>> notices,
      Consumer<Notice> consumer) {
    @Nullable String from = null;
    do {
      ListOptions page = new ListOptionsBuilder().withLimit(size).withContinue(from).build();
      KubernetesResourceList<T> list = all.list(page);
      for (T object : list.getItems()) {
        of(object, notices).forEach(consumer);
      }
      from = list.getMetadata().getContinue();
    } while (from != null && !from.isEmpty());
  }

  /** One that says what nobody expected keeps nothing from being told of the others. */
  private static <T extends HasMetadata> List<Notice> of(
      T object, Function<T, List<Notice>> notices) {
    try {
      return notices.apply(object);
    } catch (RuntimeException e) {
      LOG.warnf(
          "namespace=%s name=%s reason=%s its notices could not be made",
          object.getMetadata().getNamespace(),
          object.getMetadata().getName(),
          e.getClass().getSimpleName());
      return List.of();
    }
  }
}
