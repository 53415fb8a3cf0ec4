package dev.leasehold.grant.vault;

import dev.leasehold.model.ReasonCode;
import io.github.jopenlibs.vault.EnvironmentLoader;
import io.github.jopenlibs.vault.Vault;
import io.github.jopenlibs.vault.VaultConfig;
import io.github.jopenlibs.vault.VaultException;
import io.github.jopenlibs.vault.api.Logical;
import io.github.jopenlibs.vault.response.LogicalResponse;
import io.github.jopenlibs.vault.rest.RestResponse;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Reads and writes of one Vault, by the driver's generic calls. Only answers of 2xx and those that
 * speak of what was asked come back; all others are {@link dev.leasehold.grant.Unavailable}.
 */
final class Client implements AutoCloseable {
  /** Without a token the driver must not find one for itself. */
  static final String NO_TOKEN = "";

  private final VaultConnection connection;
  private final HttpClient http;
  private final Trouble trouble;
  private volatile Optional<Boolean> answers = Optional.empty();

  Client(VaultConnection connection, Duration timeout) {
    this.connection = connection;
    this.http =
        new Transport(connection.caBundle().map(pem -> Trust.of(connection.name(), pem)), timeout);
    this.trouble = new Trouble(connection.name());
  }

  /** Nothing of the machine's surroundings has a say. */
  private static final class NoEnvironment extends EnvironmentLoader {
    private static final long serialVersionUID = 1L;

    @Override
    @SuppressWarnings("NullAway") // The driver asks for null where there is none.
    public String loadVariable(String name) {
      return null;
    }
  }

  private interface Call {
    LogicalResponse on(Logical logical) throws VaultException;
  }

  Answer read(String token, String path) {
    return perform(token, logical -> logical.read(path));
  }

  Answer write(String token, String path, Map<String, Object> body) {
    return perform(token, logical -> logical.write(path, body));
  }

  /** Whether the last call was answered; empty before the first. */
  Optional<Boolean> answers() {
    return answers;
  }

  private Answer perform(String token, Call call) {
    boolean answered = false;
    try {
      Answer answer = answer(token, call);
      answered = true;
      return answer;
    } finally {
      answers = Optional.of(answered);
    }
  }

  private Answer answer(String token, Call call) {
    Answer answer;
    try {
      RestResponse raw = call.on(logical(token)).getRestResponse();
      answer = Answer.of(raw.getStatus(), raw.getBody());
    } catch (VaultException e) {
      throw trouble.of(e);
    } catch (StackOverflowError e) {
      // The driver's parser goes as deep as what it reads, which somebody else may have written.
      throw trouble.because(ReasonCode.VAULT_UNINTELLIGIBLE, "its answer is nested too deeply");
    }
    return switch (answer.status()) {
      case 200, 204, 400, 403, 404 -> answer;
      default -> throw trouble.answered(answer.status(), false);
    };
  }

  /** One driver for each token, since the token is in its configuration. */
  private Logical logical(String token) throws VaultException {
    VaultConfig config =
        new VaultConfig()
            .environmentLoader(new NoEnvironment())
            .address(connection.address())
            .token(token)
            .httpClient(http)
            .build();
    // Version 2 would rewrite every path.
    Logical logical = Vault.create(config, 1).logical();
    return connection.namespace().map(logical::withNameSpace).orElse(logical);
  }

  Trouble trouble() {
    return trouble;
  }

  @Override
  public void close() {
    http.close();
  }
}
