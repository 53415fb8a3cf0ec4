package dev.leasehold.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Function;

/** WebSocket frames as an API server sends them: unmasked, each event of a watch in one of them. */
final class Frames {
  private static final int LAST_OF_TEXT = 0x81;
  private static final int LENGTH = 0x7f;
  private static final int IN_TWO_BYTES = 126;
  private static final int IN_EIGHT_BYTES = 127;
  private static final int TWO_BYTES = 0xffff;

  private Frames() {}

  /** Passes on what comes until the end, with these texts in place of each. */
  static void relay(InputStream from, OutputStream to, Function<String, List<String>> texts)
      throws IOException {
    DataInputStream in = new DataInputStream(from);
    for (int kind = in.read(); kind >= 0; kind = in.read()) {
      byte[] content = content(in);
      if (kind == LAST_OF_TEXT) {
        for (String text : texts.apply(new String(content, UTF_8))) {
          to.write(frame(kind, text.getBytes(UTF_8)));
        }
      } else {
        to.write(frame(kind, content));
      }
      to.flush();
    }
  }

  private static byte[] content(DataInputStream in) throws IOException {
    int length = in.readUnsignedByte() & LENGTH;
    if (length == IN_TWO_BYTES) {
      length = in.readUnsignedShort();
    } else if (length == IN_EIGHT_BYTES) {
      length = Math.toIntExact(in.readLong());
    }
    byte[] content = in.readNBytes(length);
    if (content.length < length) {
      throw new EOFException("a frame ended in the middle");
    }
    return content;
  }

  private static byte[] frame(int kind, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream frame = new DataOutputStream(bytes);
    frame.writeByte(kind);
    if (content.length < IN_TWO_BYTES) {
      frame.writeByte(content.length);
    } else if (content.length <= TWO_BYTES) {
      frame.writeByte(IN_TWO_BYTES);
      frame.writeShort(content.length);
    } else {
      frame.writeByte(IN_EIGHT_BYTES);
      frame.writeLong(content.length);
    }
    frame.write(content);
    return bytes.toByteArray();
  }
}
