package dev.leasehold.cli;

import dev.leasehold.app.MachineTime;
import dev.leasehold.evidence.Witness;
import dev.leasehold.evidence.WitnessSigner;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves as a witness of logs until it is ended. */
@Command(
    name = "witness",
    mixinStandardHelpOptions = true,
    description =
        "Serves as a witness of the logs of others, by HTTP (C2SP tlog-witness): it cosigns a"
            + " checkpoint only if it continues the last one that it cosigned of that log. Run it"
            + " where neither the log's key nor its volume is. It runs until it is ended.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"2:wrong usage", "3:its state, or the address, cannot be used"})
final class EvidenceWitness implements Callable<Integer> {
  private static final int MAX_PORT = 65_535;

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "The witness's name, such as witness.example.org/w1. Never change it.")
  private String name = "";

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description =
          "Its private key in PEM, from openssl genpkey -algorithm ed25519; used for nothing else.")
  private Path key = Path.of("");

  @Option(
      names = "--log",
      required = true,
      paramLabel = "KEY",
      description =
          "The verifier key of a log (<name>+<ID>+<Base64>), or a file with one a line. May be"
              + " given several times.")
  private List<String> logs = List.of();

  @Option(
      names = "--state",
      required = true,
      paramLabel = "DIR",
      description =
          "Where it keeps what it cosigned; must exist. Never restore it from a backup: a witness"
              + " that forgets cosigns a second history.")
  private Path state = Path.of("");

  @Option(
      names = "--listen",
      defaultValue = "127.0.0.1:8180",
      paramLabel = "HOST:PORT",
      description = "Where it listens (default: ${DEFAULT-VALUE}).")
  private String listen = "";

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    CommandSpec used = Objects.requireNonNull(spec);
    Screen err = new Screen(used.commandLine().getErr());
    InetSocketAddress address = address();
    try {
      WitnessSigner signer = WitnessSigner.fromPem(name, Files.readString(key));
      try (Witness witness =
              Witness.open(signer, LogKeys.parse("--log", logs, used), state, MachineTime::now);
          WitnessServer server =
              WitnessServer.start(
                  address, witness, why -> err.line("leasehold: not cosigned: " + why))) {
        err.line(
            "listening on %s:%d as %s"
                .formatted(
                    address.getHostString(), server.address().getPort(), signer.verifier().text()));
        new CountDownLatch(1).await();
        return 0;
      }
    } catch (IOException e) {
      err.line(
          "leasehold: no witness (%s: %s)".formatted(e.getClass().getSimpleName(), e.getMessage()));
      return EvidenceCommand.UNREAD;
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private InetSocketAddress address() {
    int colon = listen.lastIndexOf(':');
    String port = listen.substring(colon + 1);
    String host = listen.substring(0, Math.max(0, colon)).replaceAll("^\\[|]$", "");
    if (colon < 1 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > MAX_PORT) {
      throw wrong("--listen: expected HOST:PORT, found " + listen);
    }
    InetSocketAddress address = new InetSocketAddress(host, Integer.parseInt(port));
    if (address.isUnresolved()) {
      throw wrong("--listen: " + host + " is not an address of this machine");
    }
    return address;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }
}
