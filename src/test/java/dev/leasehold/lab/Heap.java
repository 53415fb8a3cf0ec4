package dev.leasehold.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The heap of another JVM. */
public final class Heap {
  private static final long LIMIT_SECONDS = 30;

  private Heap() {}

  /** How many bytes are alive: what is left by a full collection. */
  public static long alive(long pid) {
    String last = jcmd(pid, "GC.class_histogram").strip().lines().toList().getLast();
    String[] words = last.strip().split("\\s+", -1);
    if (words.length != 3 || !words[0].equals("Total")) {
      throw new IllegalStateException("jcmd said something else: " + last);
    }
    return Long.parseLong(words[2]);
  }

  private static String jcmd(long pid, String command) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    try {
      Process process =
          new ProcessBuilder(jcmd.toString(), Long.toString(pid), command)
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException("jcmd " + command + " failed: " + said);
      }
      return said;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
