package dev.leasehold.lab;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import picocli.CommandLine.Command;

/** Stops the lab that {@link Up} holds; that none is up is no error. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = "Stop the lab that up has started.")
final class Down implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Playground playground = new Playground();

  @Override
  public Integer call() {
    Optional<ProcessHandle> holder = playground.holder();
    holder.ifPresentOrElse(Down::stop, () -> System.out.println("No lab is up."));
    playground.close();
    return 0;
  }

  private static void stop(ProcessHandle holder) {
    holder.destroy();
    try {
      Awaitility.await().atMost(LIMIT).until(() -> !Tether.isRunning(holder));
    } catch (ConditionTimeoutException e) {
      holder.destroyForcibly();
    }
    System.out.println("The lab is down.");
  }
}
