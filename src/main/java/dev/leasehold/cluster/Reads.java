package dev.leasehold.cluster;

import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads of one kind, each begun once and then waited for. */
public final class Reads<K, T> {
  /** One read; null where there is nothing. */
  @FunctionalInterface
  public interface Read<K, T> {
    @Nullable T of(K key);
  }

  private final Map<K, Future<Optional<T>>> begun = new ConcurrentHashMap<>();
  private final Function<K, Future<Optional<T>>> start;

  public Reads(ExecutorService workers, Read<K, T> read) {
    this.start =
        key ->
            workers.submit(() -> Store.asking("state", () -> Optional.<T>ofNullable(read.of(key))));
  }

  public void ahead(K key) {
    begun.computeIfAbsent(key, start);
  }

  public Optional<T> get(K key) {
    try {
      return begun.computeIfAbsent(key, start).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Unavailable unavailable) {
        throw unavailable;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable(new Reason(ReasonCode.STOPPING, "the operator is being stopped"));
    }
  }
}
