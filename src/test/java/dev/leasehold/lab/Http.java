package dev.leasehold.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** As much of HTTP/1.1 as clients and API servers speak to each other. */
final class Http {
  private static final String END = "\r\n";
  private static final int BUFFER = 8192;

  private Http() {}

  /** The first line and the headers with the empty line after them; empty at the end. */
  static Optional<String> head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    String line = line(in);
    while (!line.isEmpty()) {
      head.append(line);
      if (line.equals(END)) {
        return Optional.of(head.toString());
      }
      line = line(in);
    }
    return Optional.empty();
  }

  static int status(String head) {
    return Integer.parseInt(head.split(" ", 3)[1]);
  }

  /** The whole body, without the marks of its chunks. */
  static byte[] body(String head, InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if (chunked(head)) {
      for (int size = size(in); ; size = size(in)) {
        body.write(exactly(in, size));
        line(in);
        if (size == 0) {
          return body.toByteArray();
        }
      }
    }
    return exactly(in, length(head).orElse(0));
  }

  /** Passes the body on as it comes; whether the connection can be used again. */
  static boolean relay(String head, InputStream in, OutputStream out) throws IOException {
    if (chunked(head)) {
      for (int size = size(in); ; size = size(in)) {
        out.write((Integer.toHexString(size) + END).getBytes(ISO_8859_1));
        out.write(exactly(in, size));
        out.write(line(in).getBytes(ISO_8859_1));
        out.flush();
        if (size == 0) {
          return true;
        }
      }
    }
    if (length(head).isPresent()) {
      out.write(exactly(in, length(head).get()));
      out.flush();
      return true;
    }
    byte[] buffer = new byte[BUFFER];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      out.write(buffer, 0, read);
      out.flush();
    }
    return false;
  }

  /** The same head for a body of this length that comes in one piece. */
  static String withLength(String head, int length) {
    String kept =
        Arrays.stream(head.split(END, -1))
            .filter(line -> !line.isEmpty())
            .filter(line -> !name(line).equals("transfer-encoding"))
            .filter(line -> !name(line).equals("content-length"))
            .collect(Collectors.joining(END));
    return kept + END + "Content-Length: " + length + END + END;
  }

  static String name(String line) {
    int colon = line.indexOf(':');
    return colon < 0 ? "" : line.substring(0, colon).toLowerCase(Locale.ROOT);
  }

  static Optional<String> header(String head, String name) {
    return Arrays.stream(head.split(END, -1))
        .filter(line -> name(line).equals(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst();
  }

  private static boolean chunked(String head) {
    return header(head, "transfer-encoding").filter("chunked"::equalsIgnoreCase).isPresent();
  }

  private static Optional<Integer> length(String head) {
    return header(head, "content-length").map(Integer::parseInt);
  }

  private static int size(InputStream in) throws IOException {
    String line = line(in);
    if (line.isEmpty()) {
      throw new EOFException("a body ended in the middle");
    }
    return Integer.parseInt(line.strip().split(";", 2)[0], 16);
  }

  private static byte[] exactly(InputStream in, int size) throws IOException {
    byte[] bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new EOFException("a body ended in the middle");
    }
    return bytes;
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int read = in.read(); read >= 0; read = in.read()) {
      line.write(read);
      if (read == '\n') {
        break;
      }
    }
    return line.toString(ISO_8859_1);
  }
}
