package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.HistoryEntry;
import dev.leasehold.api.v1alpha1.HistoryEvent;
import dev.leasehold.api.v1alpha1.Offer;
import dev.leasehold.api.v1alpha1.RequestLimit;
import dev.leasehold.cli.Changes.Change;
import dev.leasehold.model.Limit;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Optional;

/** Limits a request and waits for the offer that the operator makes of it. */
record Lessening(Requests requests, AccessRequest request, Limit limit) {
  private static final String KEY = "leasehold.dev/limit";
  private static final int UNPROCESSABLE = 422;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** What came of it. */
  sealed interface Result {
    /** It is offered like this now. */
    record Offered(AccessRequest request) implements Result {}

    /** It is not, for this reason. */
    record Failed(String why) implements Result {}
  }

  /** Whether it holds already, and this is the offer of it. */
  boolean holds() {
    RequestText text = new RequestText(request);
    return text.status()
            .map(AccessRequestStatus::limit)
            .filter(said -> LessOption.holds(limit, said))
            .isPresent()
        && text.offer()
            .map(Offer::duration)
            .filter(RequestLimit.duration(request)::equals)
            .isPresent();
  }

  /**
   * Why the guard lets the caller approve nothing of this request, such as one that they made; then
   * they limit it for nothing. Empty where they may, or have approved this very offer already.
   */
  Optional<String> refusal() {
    RequestText text = new RequestText(request);
    String me = requests.me();
    if (text.approvers().contains(me)) {
      return Optional.empty();
    }
    try {
      requests.rehearse(request, ApproveCommand.KEY, text.offer().map(Offer::digest).orElseThrow());
      return Optional.empty();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN && e.getCode() != UNPROCESSABLE) {
        throw e;
      }
      return Optional.of(Requests.said(e));
    }
  }

  /**
   * Writes it.
   *
   * @param text as it is annotated
   */
  void write(String text) {
    requests.annotate(request, KEY, text, false);
  }

  /** Waits for what comes of it. */
  Result offered() {
    try (Changes changes = new Changes(requests, request, PATIENCE)) {
      while (true) {
        Optional<Result> result = result(changes.next());
        if (result.isPresent()) {
          return result.get();
        }
      }
    }
  }

  private Optional<Result> result(Change change) {
    return switch (change) {
      case Change.Seen(AccessRequest seen) -> after(seen);
      case Change.Gone() -> Optional.of(new Result.Failed("the request was deleted"));
      case Change.TimedOut() ->
          Optional.of(
              new Result.Failed(
                  "the limit is written, and there is no new offer yet: look at it with show, and"
                      + " approve that"));
    };
  }

  private Optional<Result> after(AccessRequest seen) {
    RequestText text = new RequestText(seen);
    Optional<RequestLimit> said = text.status().map(AccessRequestStatus::limit);
    int heard = said.map(RequestLimit::heard).orElse(0);
    if (heard <= written(request)) {
      return Optional.empty();
    }
    boolean holds = said.filter(l -> LessOption.holds(limit, l)).isPresent();
    if (holds && !text.offer().map(Offer::digest).equals(digest(request))) {
      return Optional.of(new Result.Offered(seen));
    }
    Optional<HistoryEntry> declined = answer(text).filter(HistoryEvent.LimitDeclined::is);
    // The one that holds may be somebody else's, who had written the same.
    return holds && (declined.isEmpty() || written(seen) > heard)
        ? Optional.empty()
        : Optional.of(
            new Result.Failed(
                declined
                    .map(entry -> "the limit was not taken: " + entry.message())
                    .orElse("another limit was written meanwhile: look at it with show")));
  }

  private static Optional<String> digest(AccessRequest request) {
    return new RequestText(request).offer().map(Offer::digest);
  }

  private static int written(AccessRequest request) {
    return (int)
        request.getMetadata().getAnnotations().keySet().stream()
            .filter(key -> key.startsWith("limit.leasehold.dev/"))
            .count();
  }

  /** What was said of the limit that was heard last. */
  private static Optional<HistoryEntry> answer(RequestText text) {
    return text.status().stream()
        .flatMap(status -> status.history().reversed().stream())
        .filter(entry -> HistoryEvent.LimitDeclined.is(entry) || HistoryEvent.Limited.is(entry))
        .findFirst();
  }
}
