package dev.leasehold.lab;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Says whether a lab is up; exits with 3 when none is, as service managers do. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Say whether a lab is up, and where.")
final class Status implements Callable<Integer> {
  private static final int NOT_RUNNING = 3;

  private final Playground playground = new Playground();

  @Override
  public Integer call() {
    boolean up = playground.holder().isPresent();
    System.out.println(up ? playground.description() : "No lab is up.");
    return up ? 0 : NOT_RUNNING;
  }
}
