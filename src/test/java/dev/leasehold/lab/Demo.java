package dev.leasehold.lab;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.awaitility.core.ConditionTimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Plays two grants from request to expiry on a lab of its own, and exits with 1 as soon as a step
 * differs from what it announced.
 */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Play two grants from request to expiry, in real time (about two minutes): a token, and a"
            + " login to a database.")
final class Demo implements Callable<Integer> {
  private final Playground playground;
  private final Screen screen;
  private final Consumer<Lab> sabotage;

  @Option(names = "--keep", description = "Keep the lab up afterwards, until Ctrl-C.")
  private boolean keep;

  @Option(
      names = "--without-vault",
      description = "Leave out the chapter that needs Vault and PostgreSQL.")
  private boolean withoutVault;

  Demo() {
    this(new Playground(), Screen.standard(), lab -> {});
  }

  /**
   * @param sabotage what a test does behind the demo's back, to see it notice
   */
  Demo(Playground playground, Screen screen, Consumer<Lab> sabotage) {
    this.playground = playground;
    this.screen = screen;
    this.sabotage = sabotage;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (playground.holder().isPresent()) {
      screen.say("A lab is up already, and the demo wants one of its own: ./leasehold down first.");
      return 1;
    }
    screen.say(
        "Starting etcd, kube-apiserver, kube-controller-manager, "
            + (withoutVault ? "" : "Vault, PostgreSQL, ")
            + "the chart and the operator.");
    LabOptions ordinary = LabOptions.ordinary();
    try (Lab lab = Lab.start(withoutVault ? ordinary : ordinary.withVault());
        Operator operator = Stage.set(lab, playground.operatorLog())) {
      playground.open(lab);
      Runtime.getRuntime().addShutdownHook(new Thread(playground::close));
      sabotage.accept(lab);
      int code = play(lab, operator);
      if (keep) {
        screen.say("The lab stays up until Ctrl-C, or ./leasehold down in another terminal.");
        new CountDownLatch(1).await();
      }
      return code;
    } catch (RuntimeException e) {
      screen.wrong("the lab broke: " + e.getMessage());
      throw e;
    } finally {
      playground.close();
    }
  }

  private int play(Lab lab, Operator operator) throws InterruptedException {
    try {
      new Story(lab, playground, screen).play();
      return 0;
    } catch (Surprise e) {
      screen.wrong(String.valueOf(e.getMessage()));
    } catch (ConditionTimeoutException e) {
      screen.wrong("what was announced did not happen in time: " + e.getMessage());
    }
    screen.say("The operator's log: " + operator.log());
    return 1;
  }
}
