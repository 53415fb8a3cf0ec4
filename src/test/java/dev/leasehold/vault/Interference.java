package dev.leasehold.vault;

import dev.leasehold.lab.Operator;
import dev.leasehold.lab.Proxy;
import java.util.Optional;

/** Does something once to a call to Vault whose path begins like this. */
final class Interference implements Proxy.Disturbance {
  private Optional<String> path = Optional.empty();
  private Optional<Operator> victim = Optional.empty();
  private boolean beforeItArrives;
  private Optional<Proxy.Call> fatal = Optional.empty();

  /** The next such call is carried out, and its answer does not come back. */
  synchronized void loseReplyOf(String pathPrefix) {
    path = Optional.of("/v1/" + pathPrefix);
    victim = Optional.empty();
  }

  /** The operator is killed before the next such call arrives, or before its answer does. */
  synchronized void kill(Operator operator, String pathPrefix, boolean before) {
    path = Optional.of("/v1/" + pathPrefix);
    victim = Optional.of(operator);
    beforeItArrives = before;
  }

  /** Whether it happened. */
  synchronized boolean isDone() {
    return path.isEmpty();
  }

  @Override
  public boolean counts(Proxy.Call call) {
    return true;
  }

  @Override
  public synchronized Proxy.Treatment treat(Proxy.Call call) {
    if (path.filter(call.path()::startsWith).isEmpty()) {
      return Proxy.Treatment.PASS;
    }
    path = Optional.empty();
    if (victim.isPresent() && beforeItArrives) {
      end(victim.get());
      return Proxy.Treatment.DROP;
    }
    fatal = victim.map(operator -> call);
    return Proxy.Treatment.LOSE_REPLY;
  }

  @Override
  public synchronized void answered(Proxy.Call call, int code, String body) {
    if (fatal.filter(call::equals).isPresent()) {
      fatal = Optional.empty();
      victim.ifPresent(Interference::end);
    }
  }

  private static void end(Operator operator) {
    ProcessHandle.of(operator.pid())
        .ifPresent(
            process -> {
              process.destroyForcibly();
              process.onExit().join();
            });
  }
}
