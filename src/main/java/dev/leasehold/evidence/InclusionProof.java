package dev.leasehold.evidence;

import java.util.List;
import java.util.stream.Collectors;

/**
 * That one entry is in the log, in the text form of C2SP tlog-proof: it can be checked with the
 * entry and the log's verifier key alone.
 *
 * @param index of the entry, from 0
 * @param hashes from the leaf's sibling upwards
 * @param checkpoint the signed note, to the byte
 */
public record InclusionProof(long index, List<TreeHash> hashes, String checkpoint) {
  private static final String HEAD = "c2sp.org/tlog-proof@v1\nindex ";

  public InclusionProof {
    hashes = List.copyOf(hashes);
  }

  public String text() {
    String lines = hashes.stream().map(h -> h.base64() + "\n").collect(Collectors.joining());
    return HEAD + index + "\n" + lines + "\n" + checkpoint;
  }

  /**
   * Reads what {@link #text} writes; extra data is not read.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static InclusionProof parse(String text) {
    int end = text.indexOf("\n\n");
    if (!text.startsWith(HEAD) || end < HEAD.length()) {
      throw new IllegalArgumentException("not a proof of the form c2sp.org/tlog-proof@v1");
    }
    List<String> lines = text.substring(HEAD.length(), end).lines().toList();
    InclusionProof proof =
        new InclusionProof(
            Long.parseLong(lines.getFirst()),
            lines.stream().skip(1).map(TreeHash::ofBase64).toList(),
            text.substring(end + 2));
    if (!proof.text().equals(text)) {
      throw new IllegalArgumentException("not the form of a proof");
    }
    return proof;
  }
}
