package dev.leasehold.guard;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;

/**
 * Proves that the guard is live, with the operator's own rights: every policy is there word for
 * word (where the API shows it), refuses a forgery made for it and lets the honest twin pass.
 * Nothing is changed by it, except that the canary request is made where it is missing, and cleared
 * of what was written on it while the guard was off.
 */
public final class GuardProbe implements Prover {
  /** Name of the request, in the operator's own namespace, by which the guard is tried. */
  public static final String CANARY = Canary.NAME;

  private final GuardReader reader;
  private final ApiServer api;
  private final Canary canary;
  private final List<GenericKubernetesResource> packaged;
  private final GuardSource source;

  /** The client must act as the operator that this installation names. */
  public GuardProbe(KubernetesClient client, Installation installation, GuardSource source) {
    this.source = source;
    this.api = new ApiServer(client);
    this.reader = new GuardReader(api, client.getKubernetesSerialization(), source);
    this.canary = new Canary(installation);
    this.packaged = PackagedGuard.objects(installation);
  }

  /** Some 40 writes, none of them stored as a rule, and 15 reads. */
  @Override
  public Proof prove() {
    try {
      InstalledGuard installed = reader.read();
      return difference(installed)
          .or(installed.kinds()::fault)
          .or(this::missingCanary)
          .or(() -> failure(installed.stamps()))
          .or(() -> changedSince(installed))
          .<Proof>map(failure -> failure)
          .orElseGet(() -> new Proof.Live(installed.fingerprint()));
    } catch (KubernetesClientException e) {
      return Proof.NotLive.untried(
          "leasehold-guard",
          "the policies could not be read: the API server answered ",
          e.getCode());
    }
  }

  private Optional<Proof.NotLive> difference(InstalledGuard installed) {
    return switch (source) {
      case API -> installed.differenceFrom(packaged);
      case FILES -> Optional.empty();
    };
  }

  @Override
  public Fingerprint read() {
    return reader.fingerprint();
  }

  private Optional<Proof.NotLive> failure(boolean stamps) {
    return Trials.all(api, canary.installation(), stamps).stream()
        .map(trial -> trial.failure(source))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<Proof.NotLive> missingCanary() {
    return switch (api.read(canary.request())) {
      case Answer.Accepted(String body) -> strange(StoredCanary.of(body));
      case Answer.Failed(int code, String ignored) when code == HttpURLConnection.HTTP_NOT_FOUND ->
          makeCanary();
      default -> noCanary();
    };
  }

  /** With the guard on nobody could have written that there, so it is no proof this time. */
  private Optional<Proof.NotLive> strange(StoredCanary stored) {
    Optional<Proof.NotLive> metadata =
        stored.cleared().map(patch -> clear(canary.request(), patch));
    return stored.judged()
        ? Optional.of(clear(canary.request() + "/status", StoredCanary.NO_STATUS))
        : metadata;
  }

  private Proof.NotLive clear(String path, String patch) {
    return api.patch(path, patch) instanceof Answer.Accepted
        ? new Proof.NotLive(
            "leasehold-canary",
            "the request by which the guard is tried was changed while the guard was off; it is tried again")
        : Proof.NotLive.untried(
            "leasehold-canary",
            "what does not belong on the request by which the guard is tried cannot be removed: "
                + path);
  }

  private Optional<Proof.NotLive> makeCanary() {
    String request = canary.request(Canary.NAME, canary.by(canary.installation().operatorUser()));
    return api.create(canary.requests(), request) instanceof Answer.Accepted
        ? Optional.empty()
        : noCanary();
  }

  private Optional<Proof.NotLive> noCanary() {
    return Optional.of(
        Proof.NotLive.untried(
            "leasehold-creation",
            "the request by which the guard is tried is missing and cannot be made: "
                + canary.request()));
  }

  private Optional<Proof.NotLive> changedSince(InstalledGuard before) {
    return read().equals(before.fingerprint())
        ? Optional.empty()
        : Optional.of(
            Proof.NotLive.untried(
                "leasehold-guard", "the policies changed while they were being tried"));
  }
}
