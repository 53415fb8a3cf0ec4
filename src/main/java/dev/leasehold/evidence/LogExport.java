package dev.leasehold.evidence;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * Writes entries of a log with their proofs, so that they can be verified without it. The same log
 * under the same checkpoint and the same selection give the same bytes.
 */
public final class LogExport {
  private final LogSnapshot log;

  private LogExport(LogSnapshot log) {
    this.log = log;
  }

  /**
   * Reads the log's checkpoint.
   *
   * @throws IllegalArgumentException if there is none that one of the keys signed
   * @throws IOException if it cannot be read
   */
  public static LogExport of(Path directory, Collection<VerifierKey> keys) throws IOException {
    return new LogExport(LogSnapshot.take(new LogFiles(new Disk.Real(), directory), keys));
  }

  /**
   * The same of the part of the log that witnesses cosigned; its checkpoint, and so each proof, has
   * their cosignatures.
   *
   * @throws IllegalArgumentException if there is none that one of the keys signed
   * @throws IOException if it cannot be read
   */
  public static LogExport cosigned(Path directory, Collection<VerifierKey> keys)
      throws IOException {
    return new LogExport(CosignedLog.part(new LogFiles(new Disk.Real(), directory), keys));
  }

  /**
   * Writes one JSON value a line.
   *
   * @return how many entries it has
   * @throws IOException if the log cannot be read, or has an entry that is malformed
   */
  public long write(Selection selection, OutputStream out) throws IOException {
    TreeReader tree = log.tree();
    long size = log.checkpoint().size();
    long written = 0;
    line(out, ExportForm.head(new ExportForm.Head(log.note(), selection)));
    for (long first = 0; first < size; first += TilePath.FULL) {
      List<byte[]> bundle = log.bundle(first);
      for (int i = 0; i < bundle.size(); i++) {
        if (isSelected(selection, bundle.get(i), first + i)) {
          List<TreeHash> hashes = tree.inclusion(first + i, size);
          InclusionProof proof = new InclusionProof(first + i, hashes, log.note());
          line(out, ExportForm.line(bundle.get(i), proof));
          written++;
        }
      }
    }
    line(out, ExportForm.foot(written));
    out.flush();
    return written;
  }

  private static boolean isSelected(Selection selection, byte[] entry, long index)
      throws UnsoundLog {
    try {
      return selection.takes(Statement.read(Envelope.parse(entry).payload()));
    } catch (IllegalArgumentException e) {
      throw new UnsoundLog("entry " + index + " is malformed; verify the log", e);
    }
  }

  private static void line(OutputStream out, byte[] line) throws IOException {
    out.write(line);
    out.write('\n');
  }
}
