package dev.leasehold.cli;

import dev.leasehold.evidence.SigningKey;
import dev.leasehold.evidence.VerifierKey;
import dev.leasehold.evidence.WitnessSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what auditors need of a log's key. */
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    description =
        "Prints the verifier key that belongs to a log's private key. Give it to those who verify;"
            + " it is not secret.")
final class EvidenceKey implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE",
      description =
          "The private key in PEM, from openssl genpkey -algorithm ed25519, or of ECDSA P-256 (-algorithm"
              + " EC -pkeyopt ec_paramgen_curve:P-256); with --transit, what Vault says of its key.")
  private Path file = Path.of("");

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "The log's name, such as example.com/evidence.")
  private String name = "";

  @Option(
      names = "--witness",
      description = "Of a witness's key, for evidence.witnesses and for policies.")
  private boolean isWitness;

  @Option(
      names = "--transit",
      description =
          "Of a key in Vault: FILE is from vault read -format=json transit/keys/KEY. Prints a line for"
              + " each version, oldest first.")
  private boolean isTransit;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandSpec used = Objects.requireNonNull(spec);
    try {
      Screen out = new Screen(used.commandLine().getOut());
      verifiers(Files.readString(file)).forEach(out::line);
      return 0;
    } catch (IOException e) {
      throw new ParameterException(used.commandLine(), file + " cannot be read", e);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          used.commandLine(), Objects.requireNonNullElse(e.getMessage(), "no key"), e);
    }
  }

  private List<String> verifiers(String text) {
    if (isTransit && isWitness) {
      throw new IllegalArgumentException(
          "--witness and --transit exclude each other: a witness has its key in a file");
    }
    if (isTransit) {
      return TransitDump.read(name, text).stream().map(VerifierKey::text).toList();
    }
    return List.of(
        isWitness
            ? WitnessSigner.fromPem(name, text).verifier().text()
            : SigningKey.fromPem(name, text).verifier().text());
  }
}
