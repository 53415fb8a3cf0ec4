package dev.leasehold.ending;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leasehold.lab.Operator;
import dev.leasehold.lab.Proxy;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Carries out a plan on the calls of one operator, and remembers every token that was issued. */
final class Sabotage implements Proxy.Disturbance {
  private static final int CREATED = 201;

  private final List<Plan.Fault> open;
  private final Map<Plan.Where, Integer> counted = new EnumMap<>(Plan.Where.class);
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private volatile Optional<Operator> victim = Optional.empty();
  private final Set<Proxy.Call> fatal = Collections.newSetFromMap(new IdentityHashMap<>());
  private int kills;
  private final List<String> calls = new ArrayList<>();

  Sabotage(Plan plan) {
    this.open = new ArrayList<>(plan.faults());
  }

  /** From now on calls are counted, and it is this operator that is killed. */
  synchronized void begin(Operator operator) {
    victim = Optional.of(operator);
  }

  @Override
  public synchronized Proxy.Treatment treat(Proxy.Call call) {
    calls.add(call.method() + " " + call.path());
    if (victim.isEmpty()) {
      return Proxy.Treatment.PASS;
    }
    for (Plan.Where where : Plan.Where.values()) {
      if (where.is(call)) {
        counted.merge(where, 1, Integer::sum);
      }
    }
    Optional<Plan.Fault> due =
        open.stream()
            .filter(f -> f.where().is(call) && counted.getOrDefault(f.where(), 0) >= f.nth())
            .findFirst();
    due.ifPresent(
        fault -> {
          open.remove(fault);
          System.out.println("crash: " + fault + " at " + call.method() + " " + call.path());
        });
    return due.map(fault -> carryOut(fault, call)).orElse(Proxy.Treatment.PASS);
  }

  private Proxy.Treatment carryOut(Plan.Fault fault, Proxy.Call call) {
    return switch (fault.kind()) {
      case F01 -> {
        kill();
        yield Proxy.Treatment.DROP;
      }
      case F02 -> {
        fatal.add(call);
        yield Proxy.Treatment.LOSE_REPLY;
      }
      case F03 -> Proxy.Treatment.LOSE_REPLY;
    };
  }

  @Override
  public synchronized void answered(Proxy.Call call, int code, String body) {
    if (Plan.Where.TOKEN.is(call) && code == CREATED) {
      JsonNode answer = Serialization.unmarshal(body, JsonNode.class);
      tokens.add(answer.at("/status/token").asText());
    }
    if (fatal.remove(call)) {
      kill();
    }
  }

  private void kill() {
    kills++;
    // It is gone already where a call of its last life was still on its way.
    ProcessHandle.of(victim.orElseThrow().pid())
        .ifPresent(
            process -> {
              process.destroyForcibly();
              process.onExit().join();
            });
  }

  /** What of the plan has not happened. */
  synchronized List<Plan.Fault> open() {
    return List.copyOf(open);
  }

  synchronized int kills() {
    return kills;
  }

  /** The calls so far that might change something. */
  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /** Every token that the API server issued, also those of which nobody heard. */
  List<String> tokens() {
    return List.copyOf(tokens);
  }
}
