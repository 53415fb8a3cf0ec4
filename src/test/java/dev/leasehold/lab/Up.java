package dev.leasehold.lab;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts a lab with the chart and the operator, and keeps it until it is told to stop. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description =
        "Start a lab with the operator and keep it for playing, until Ctrl-C or ./leasehold down.")
final class Up implements Callable<Integer> {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
  private static final int LINES_SHOWN = 30;

  private final Playground playground = new Playground();
  private final CountDownLatch stopAsked = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  @Option(names = "--detach", description = "Come back as soon as it is up.")
  private boolean detach;

  @Option(names = "--bare", description = "Only the control plane: no chart, no operator.")
  private boolean bare;

  @Option(names = "--vault", description = "With Vault and a PostgreSQL behind it.")
  private boolean vault;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (playground.holder().isPresent()) {
      System.err.println(
          "A lab is up already: ./leasehold status says where, ./leasehold down stops it.");
      return 1;
    }
    return detach ? inBackground() : here();
  }

  private int here() throws InterruptedException {
    System.out.println("Starting etcd, kube-apiserver and kube-controller-manager ...");
    LabOptions ordinary = LabOptions.ordinary();
    try (Lab lab = Lab.start(vault ? ordinary.withVault() : ordinary);
        @Nullable Operator operator = bare ? null : operator(lab)) {
      Runtime.getRuntime().addShutdownHook(new Thread(this::stopOrderly));
      playground.open(lab);
      System.out.println(playground.description());
      hold(lab, operator);
      System.out.println("Stopping.");
    } finally {
      playground.close();
      stopped.countDown();
    }
    return 0;
  }

  private Operator operator(Lab lab) {
    System.out.println("Installing the chart and starting the operator ...");
    return Stage.set(lab, playground.operatorLog());
  }

  /** Until somebody asks us to stop, takes our directory away, or something of ours dies. */
  private void hold(Lab lab, @Nullable Operator operator) throws InterruptedException {
    while (!stopAsked.await(1, TimeUnit.SECONDS) && playground.isMine()) {
      lab.requireRunning();
      if (operator != null) {
        operator.requireRunning();
      }
    }
  }

  /** Runs while the JVM is being told to end, which it does when this returns. */
  private void stopOrderly() {
    stopAsked.countDown();
    try {
      stopped.await(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int inBackground() throws IOException {
    Process child = Tether.free(sameProgram(), playground.log());
    Awaitility.await()
        .atMost(START_LIMIT)
        .until(() -> playground.holder().isPresent() || !child.isAlive());
    if (!child.isAlive()) {
      System.err.println(Logs.lastLines(playground.log(), LINES_SHOWN));
      return 1;
    }
    System.out.println(playground.description());
    return 0;
  }

  /** This JVM once more, without {@code --detach}. */
  private List<String> sameProgram() {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "up"));
    if (bare) {
      words.add("--bare");
    }
    if (vault) {
      words.add("--vault");
    }
    return words;
  }
}
