package dev.leasehold.grant.rbac;

import dev.leasehold.grant.Outcome;
import dev.leasehold.grant.Removal;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Several calls at once, and the one answer that they add up to. */
final class Together {
  private Together() {}

  /** All done, or the first refusal; what could not be asked counts only if nothing was refused. */
  static <T> Outcome<List<T>> start(List<Callable<Outcome<T>>> calls) {
    List<T> done = new ArrayList<>();
    List<Unavailable> unasked = new ArrayList<>();
    for (Future<Outcome<T>> call : run(calls)) {
      if (call.state() == Future.State.FAILED) {
        unasked.add(unavailable(call));
        continue;
      }
      switch (call.resultNow()) {
        case Outcome.Done<T>(T value) -> done.add(value);
        case Outcome.Refused<T>(Reason reason) -> {
          return new Outcome.Refused<>(reason);
        }
      }
    }
    if (!unasked.isEmpty()) {
      throw unasked.getFirst();
    }
    return new Outcome.Done<>(List.copyOf(done));
  }

  /** What two different calls gave. */
  record Both<A, B>(A first, B second) {}

  /** The same for two of different kinds. */
  static <A, B> Outcome<Both<A, B>> both(Callable<Outcome<A>> one, Callable<Outcome<B>> other) {
    Future<Outcome<A>> first;
    Future<Outcome<B>> second;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      first = threads.submit(one);
      second = threads.submit(other);
    }
    if (second.state() == Future.State.SUCCESS
        && second.resultNow() instanceof Outcome.Refused<B>(Reason reason)) {
      return new Outcome.Refused<>(reason);
    }
    return value(first).then(a -> value(second).then(b -> new Outcome.Done<>(new Both<>(a, b))));
  }

  /** Gone only if everything is, with all proofs; else the first that is left. */
  static Removal end(List<Callable<Removal>> calls) {
    List<String> proofs = new ArrayList<>();
    for (Future<Removal> call : run(calls)) {
      if (call.state() == Future.State.FAILED) {
        return new Removal.Left(unavailable(call).reason());
      }
      switch (call.resultNow()) {
        case Removal.Gone(String proof) -> proofs.add(proof);
        case Removal.Left left -> {
          return left;
        }
      }
    }
    return new Removal.Gone(proofs.stream().distinct().collect(Collectors.joining("; ")));
  }

  private static <T> List<Future<T>> run(List<Callable<T>> calls) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.invokeAll(calls);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable(new Reason(ReasonCode.STOPPING, "The operator is stopping."));
    }
  }

  private static <T> Outcome<T> value(Future<Outcome<T>> call) {
    if (call.state() == Future.State.FAILED) {
      throw unavailable(call);
    }
    return call.resultNow();
  }

  private static Unavailable unavailable(Future<?> call) {
    if (call.exceptionNow() instanceof Unavailable unavailable) {
      return unavailable;
    }
    throw new IllegalStateException("a bug", call.exceptionNow());
  }
}
