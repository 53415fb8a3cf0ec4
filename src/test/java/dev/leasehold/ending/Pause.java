package dev.leasehold.ending;

import dev.leasehold.lab.Proxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Stops a process just as it has asked for something, and counts what it asks for. */
final class Pause implements Proxy.Disturbance {
  private static final int NOBODY = -1;

  private long pid = NOBODY;
  private boolean paused;
  private final List<String> calls = new ArrayList<>();

  /** The next time that this process asks for a token it is stopped, as by SIGSTOP. */
  synchronized void atToken(long process) {
    pid = process;
  }

  @Override
  public synchronized Proxy.Treatment treat(Proxy.Call call) {
    calls.add(call.method() + " " + call.path());
    if (pid != NOBODY && !paused && Plan.Where.TOKEN.is(call)) {
      signal("STOP", pid);
      paused = true;
    }
    return Proxy.Treatment.PASS;
  }

  @Override
  public void answered(Proxy.Call call, int code, String body) {}

  synchronized boolean isPaused() {
    return paused;
  }

  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  void resume() {
    signal("CONT", pid);
  }

  static void signal(String name, long pid) {
    try {
      new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
