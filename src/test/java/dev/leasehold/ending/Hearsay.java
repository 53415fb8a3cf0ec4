package dev.leasehold.ending;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leasehold.lab.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Tells what happens to requests and records late, or otherwise than it was; answers are true. */
final class Hearsay implements Proxy.Disturbance {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Function<ObjectNode, List<ObjectNode>> TRUTH = List::of;

  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private final AtomicInteger lies = new AtomicInteger();
  private volatile CountDownLatch held = new CountDownLatch(0);
  private volatile Function<ObjectNode, List<ObjectNode>> tale = TRUTH;

  /** From now on nothing is told, until {@link #release}. */
  void hold() {
    held = new CountDownLatch(1);
  }

  /** All that happened meanwhile is told now, in its order. */
  void release() {
    held.countDown();
  }

  /** From now on these events are told in place of each. */
  void lies(Function<ObjectNode, List<ObjectNode>> with) {
    tale = with;
  }

  void tellsTheTruth() {
    tale = TRUTH;
  }

  /** How many events were told that did not happen as told. */
  int lies() {
    return lies.get();
  }

  /** Forgets what was asked of the API server so far. */
  void listen() {
    asked.clear();
  }

  /** What the API server was asked since whose address has this in it. */
  List<String> asked(String part) {
    return asked.stream().filter(call -> call.contains(part)).toList();
  }

  @Override
  public List<String> tells(Proxy.Call watch, String event) {
    if (!watch.path().contains("/accessrequests?") && !watch.path().contains("/accessrecords?")) {
      return List.of(event);
    }
    try {
      held.await();
      List<String> told =
          tale.apply((ObjectNode) JSON.readTree(event)).stream().map(Object::toString).toList();
      if (!told.equals(List.of(JSON.readTree(event).toString()))) {
        lies.incrementAndGet();
      }
      return told;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(event, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  @Override
  public boolean counts(Proxy.Call call) {
    asked.add(call.method() + " " + call.path());
    return Proxy.Disturbance.super.counts(call);
  }

  @Override
  public Proxy.Treatment treat(Proxy.Call call) {
    return Proxy.Treatment.PASS;
  }

  @Override
  public void answered(Proxy.Call call, int code, String body) {}
}
