package dev.leasehold.path;

import dev.leasehold.cli.Ran;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Person;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program's own commands, run as people of the lab. */
record Terminal(Lab lab, Path directory) {
  /** The words of a command on one request. */
  static String[] on(Asked asked, String command, String... options) {
    List<String> words = new ArrayList<>(List.of(command, asked.name()));
    words.addAll(List.of("-n", asked.shop().namespace()));
    words.addAll(List.of(options));
    return words.toArray(String[]::new);
  }

  /** Somebody who says yes, but only after this has happened. */
  static InputStream yesAfter(Runnable meanwhile) {
    InputStream yes = new ByteArrayInputStream("yes\n".getBytes(StandardCharsets.UTF_8));
    return new InputStream() {
      private boolean happened;

      @Override
      public int read() throws IOException {
        if (!happened) {
          happened = true;
          meanwhile.run();
        }
        return yes.read();
      }

      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        int one = length == 0 ? -1 : read();
        if (one >= 0) {
          bytes[from] = (byte) one;
        }
        return one >= 0 ? 1 : -1;
      }
    };
  }

  /** Runs it; whatever it asks is answered with this. */
  Ran run(Person who, String input, String... words) {
    return run(who, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), words);
  }

  /** One after the other: there is one standard input in this process. */
  Ran run(Person who, InputStream input, String... words) {
    synchronized (Terminal.class) {
      InputStream before = System.in;
      System.setIn(input);
      try {
        return run(who, new StringWriter(), words);
      } finally {
        System.setIn(before);
      }
    }
  }

  /** Runs what asks nothing; what it prints is there while it prints it. */
  Ran run(Person who, StringWriter out, String... words) {
    return Ran.of(kubeconfig(who), out, words);
  }

  private Path kubeconfig(Person who) {
    try {
      return Files.writeString(directory.resolve(who.name()), lab.kubeconfig(who));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
