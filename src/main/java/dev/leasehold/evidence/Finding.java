package dev.leasehold.evidence;

/**
 * One thing that is wrong with a log or an export.
 *
 * @param first index of the first entry concerned; -1 if it concerns no entry
 * @param last of the last one
 * @param detail what was found, and what was expected
 */
public record Finding(Kind kind, long first, long last, String detail) {
  private static final long NONE = -1;

  /** What is wrong. */
  public enum Kind {
    ALTERED("altered"),
    MISSING("missing"),
    ADDED("added"),
    REORDERED("out of order"),
    TRUNCATED("truncated"),
    SIGNATURE("not signed by the log's key"),
    STATEMENT("not a statement"),
    TILE("tile altered or missing"),
    CHECKPOINT("checkpoint not valid"),
    ROOT("root of the tree differs"),
    COSIGNATURES("not cosigned as demanded"),
    HISTORY("not a continuation of a known checkpoint"),
    FORM("not the form of an export");

    private final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  static Finding of(Kind kind, String detail) {
    return new Finding(kind, NONE, NONE, detail);
  }

  static Finding at(Kind kind, long index, String detail) {
    return new Finding(kind, index, index, detail);
  }

  /** In one line, for people. */
  public String text() {
    String what = first == last ? "entry " + first : "entries " + first + " to " + last;
    return (first == NONE ? "" : what + ": ") + kind.text + ": " + detail;
  }
}
