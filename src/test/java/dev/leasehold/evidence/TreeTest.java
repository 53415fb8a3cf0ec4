package dev.leasehold.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeTest {
  /** The inputs of the tests of Certificate Transparency's own implementations. */
  private static final List<String> LEAVES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  @Test
  void rootsAreThoseOfRfc6962() {
    Frontier frontier = Frontier.empty();
    assertThat(frontier.root()).hasToString(sha256OfNothing());
    List<String> roots = new ArrayList<>();
    for (String leaf : LEAVES) {
      frontier.add(TreeHash.leaf(HexFormat.of().parseHex(leaf)));
      roots.add(frontier.root().toString());
    }
    assertThat(roots.getFirst())
        .isEqualTo("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    assertThat(roots.getLast())
        .isEqualTo("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
  }

  private static String sha256OfNothing() {
    return "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  }

  @Test
  void pathsAreThoseOfTlogTiles() {
    assertThat(TilePath.ofHashes(0, 1_234_067, 256).path()).isEqualTo("tile/0/x001/x234/067");
    assertThat(TilePath.ofHashes(1, 273, 17).path()).isEqualTo("tile/1/273.p/17");
    assertThat(TilePath.ofEntries(0, 1).path()).isEqualTo("tile/entries/000.p/1");
    assertThat(TilePath.ofEntries(1000, 256).path()).isEqualTo("tile/entries/x001/000");
  }

  @Test
  void everyEntryIsProvedInEverySizeAndNothingElse(@TempDir Path nowhere) throws IOException {
    List<TreeHash> leaves = leaves(530);
    for (int size : List.of(1, 2, 3, 7, 8, 255, 256, 257, 511, 512, 530)) {
      Checkpoint checkpoint = checkpoint(leaves, size);
      TreeReader reader = reader(nowhere, leaves, size);
      for (int i = 0; i < size; i++) {
        List<TreeHash> proof = reader.inclusion(i, size);
        assertThat(Proofs.includes(checkpoint, i, leaves.get(i), proof)).isTrue();
        assertThat(Proofs.includes(checkpoint, i + 1L, leaves.get(i), proof)).isFalse();
        assertThat(Proofs.includes(checkpoint, i, leaves.get(i + 1), proof)).isFalse();
        assertThat(Proofs.includes(checkpoint, i, leaves.get(i), longer(proof))).isFalse();
      }
    }
  }

  @Test
  void everyTreeIsProvedToContinueEveryEarlierOne(@TempDir Path nowhere) throws IOException {
    List<TreeHash> leaves = leaves(300);
    for (int size : List.of(1, 2, 5, 8, 13, 255, 256, 257, 299)) {
      Checkpoint later = checkpoint(leaves, size);
      TreeReader reader = reader(nowhere, leaves, size);
      for (int before = 1; before <= size; before++) {
        Checkpoint earlier = checkpoint(leaves, before);
        Checkpoint other = new Checkpoint(Lives.NAME, before, leaves.getFirst());
        List<TreeHash> proof = reader.consistency(before, size);
        assertThat(reader.root(before)).isEqualTo(earlier.root());
        assertThat(Proofs.extend(earlier, later, proof)).isTrue();
        assertThat(Proofs.extend(earlier, later, longer(proof))).isFalse();
        assertThat(before > 1 && Proofs.extend(other, later, proof)).isFalse();
        assertThat(before < size && Proofs.extend(later, earlier, proof)).isFalse();
      }
    }
  }

  private static List<TreeHash> longer(List<TreeHash> proof) {
    return Stream.concat(proof.stream(), Stream.of(TreeHash.ofNothing())).toList();
  }

  private static List<TreeHash> leaves(int count) {
    return Stream.iterate(0, i -> i + 1)
        .limit(count + 1L)
        .map(i -> TreeHash.leaf(new byte[] {i.byteValue(), (byte) (i >> 8)}))
        .toList();
  }

  private static Checkpoint checkpoint(List<TreeHash> leaves, int size) {
    return new Checkpoint(Lives.NAME, size, Frontier.rootOf(leaves.subList(0, size)));
  }

  private static TreeReader reader(Path nowhere, List<TreeHash> leaves, int size) {
    HashTiles tiles = HashTiles.empty();
    leaves.subList(0, size).forEach(tiles::add);
    Map<TilePath, List<TreeHash>> all = tiles.takeFilled();
    all.putAll(tiles.partials());
    return new TreeReader(new LogFiles(new Disk.Real(), nowhere), size, Tail.encoded(all));
  }
}
