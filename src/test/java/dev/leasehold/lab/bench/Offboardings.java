package dev.leasehold.lab.bench;

import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.People;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What follows from an offboarding, and how soon: an identity that has a binding and a token is
 * shut out, and asks anew at once.
 */
final class Offboardings {
  private static final Duration WINDOW = Duration.ofHours(1);

  /** How often rights are used: more often would be load of its own. */
  private static final Duration OFTEN = Duration.ofMillis(3);

  /** The same of tokens, which take seconds to die. */
  private static final Duration SELDOM = Duration.ofMillis(200);

  private final Lab lab;
  private final Ground ground;
  private final Probe rights;

  Offboardings(Lab lab, Ground ground, Probe rights) {
    this.lab = lab;
    this.ground = ground;
    this.rights = rights;
  }

  /**
   * Nanoseconds since the API server had taken the act.
   *
   * @param anew when a request that was made thereafter is shown as rejected
   * @param binding when what was bound to the subject's own account is refused
   * @param token when the delivered token may no longer what it was given for
   * @param dead when the delivered token is nobody's any more
   */
  private record Sample(long anew, long binding, long token, Future<Long> dead) {}

  /** One after the other is shut out; what was measured, to be printed. */
  List<String> measure(int samples, int warmUp) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < samples + warmUp; i++) {
      names.add("leaver-%04d".formatted(i));
    }
    names.forEach(this::provide);
    try (Probe anything = new Probe(lab, "/api");
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Sample> taken = new ArrayList<>();
      for (String name : names) {
        taken.add(shutOut(name, anything, threads));
      }
      return figures(taken.subList(warmUp, taken.size()));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void provide(String name) {
    ground.subject(name);
    for (String kind : List.of("binding", "token")) {
      String request = name + "-" + kind;
      ground.ask(request, name, kind, WINDOW, Optional.empty());
      ground.await(request, RequestPhase.AwaitingApproval);
      ground.approve(request);
      ground.await(request, RequestPhase.Active);
    }
  }

  private Sample shutOut(String name, Probe anything, ExecutorService threads)
      throws ExecutionException, InterruptedException {
    String delivered = delivered(name + "-token");
    String own = ground.token(name);
    Future<Long> binding = threads.submit(() -> refused(OFTEN, rights, own));
    Future<Long> token = threads.submit(() -> refused(OFTEN, rights, delivered));
    offboard(name);
    long taken = System.nanoTime();
    Future<Long> dead = threads.submit(() -> refused(SELDOM, anything, delivered) - taken);
    ground.ask(name + "-anew", name, "binding", WINDOW, Optional.empty());
    ground.await(name + "-anew", RequestPhase.Rejected);
    long anew = System.nanoTime() - taken;
    return new Sample(anew, binding.get() - taken, token.get() - taken, dead);
  }

  /** The API server has taken it when this returns. */
  private void offboard(String name) {
    lab.client(People.SVEN)
        .serviceAccounts()
        .inNamespace(Ground.NAMESPACE)
        .withName(name)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"annotations\":{\"leasehold.dev/offboard\":\"measured\"}}}");
  }

  private String delivered(String secret) {
    Secret delivered =
        lab.adminClient().secrets().inNamespace(Ground.NAMESPACE).withName(secret).require();
    byte[] token = Base64.getDecoder().decode(delivered.getData().get("token"));
    return new String(token, StandardCharsets.UTF_8);
  }

  private static long refused(Duration pace, Probe use, String token) throws InterruptedException {
    while (true) {
      Use.Answer answer = use.once(token);
      if (answer.status() != 200) {
        return answer.nanos();
      }
      Thread.sleep(pace);
    }
  }

  private static List<String> figures(List<Sample> taken)
      throws ExecutionException, InterruptedException {
    List<Long> dead = new ArrayList<>();
    for (Sample sample : taken) {
      dead.add(sample.dead().get());
    }
    return List.of(
        line("a new request rejected", taken.stream().map(Sample::anew).toList()),
        line("binding refused", taken.stream().map(Sample::binding).toList()),
        line("token's rights refused", taken.stream().map(Sample::token).toList()),
        line("token dead (401)", dead));
  }

  private static String line(String what, List<Long> nanos) {
    return "offboarding: accepted to %s: %s".formatted(what, Figures.ofNanos(nanos));
  }
}
