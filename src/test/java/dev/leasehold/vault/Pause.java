package dev.leasehold.vault;

import dev.leasehold.lab.Operator;
import dev.leasehold.lab.Proxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Stops an operator as it asks Vault for something, which it gets; and hears what it asks for. */
final class Pause implements Proxy.Disturbance {
  private final List<Proxy.Call> calls = new ArrayList<>();
  private Optional<String> path = Optional.empty();
  private Optional<Operator> victim = Optional.empty();
  private Optional<Operator> stopped = Optional.empty();

  /** The next time that this operator asks for such a path it is stopped, as by SIGSTOP. */
  synchronized void at(String pathPrefix, Operator operator) {
    path = Optional.of("/v1/" + pathPrefix);
    victim = Optional.of(operator);
    stopped = Optional.empty();
  }

  @Override
  public boolean counts(Proxy.Call call) {
    return true;
  }

  @Override
  public synchronized Proxy.Treatment treat(Proxy.Call call) {
    calls.add(call);
    if (path.filter(call.path()::startsWith).isPresent()) {
      path = Optional.empty();
      stopped = victim;
      stopped.ifPresent(operator -> signal("STOP", operator));
    }
    return Proxy.Treatment.PASS;
  }

  @Override
  public void answered(Proxy.Call call, int code, String body) {}

  synchronized boolean isPaused() {
    return stopped.isPresent();
  }

  /** It goes on where it was. */
  synchronized void resume() {
    stopped.ifPresent(operator -> signal("CONT", operator));
  }

  /** What was asked so far. */
  synchronized List<Proxy.Call> calls() {
    return List.copyOf(calls);
  }

  private static void signal(String name, Operator operator) {
    try {
      new ProcessBuilder("kill", "-" + name, String.valueOf(operator.pid()))
          .inheritIO()
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
