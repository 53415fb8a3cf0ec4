package dev.leasehold.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The operator's image as {@code ./leasehold image} makes it, an OCI layout in one file. */
public final class Image {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;
  private final JsonNode manifest;

  private Image(Path directory) throws IOException {
    this.directory = directory;
    this.manifest = JSON.readTree(blob(digest()).toFile());
  }

  /** Makes it in that directory. */
  public static Image in(Path directory) throws IOException {
    Map<String, String> jdk = Map.of("JAVA_HOME", System.getProperty("java.home"));
    List<String> command =
        List.of(Repository.path("leasehold").toString(), "image", directory.toString());
    Outcome _ = Outcome.of(command, jdk, null).orThrow();
    Path layout = Files.createDirectory(directory.resolve("layout"));
    String file = directory.resolve("leasehold.tar").toString();
    Outcome _ = run("tar", "-xf", file, "-C", layout.toString()).orThrow();
    return new Image(directory);
  }

  /** What it was said to be: of the only manifest in its index. */
  public String digest() throws IOException {
    JsonNode index = JSON.readTree(directory.resolve("layout/index.json").toFile());
    return index.at("/manifests/0/digest").textValue();
  }

  /** The digest in the file that lies with it. */
  public String writtenDigest() throws IOException {
    return Files.readString(directory.resolve("digest")).strip();
  }

  /** The SBOM that lies with it. */
  public byte[] sbom() throws IOException {
    return Files.readAllBytes(directory.resolve("leasehold.cdx.json"));
  }

  /** How it is run, as the image specification has it. */
  public JsonNode configuration() throws IOException {
    return JSON.readTree(blob(manifest.at("/config/digest").textValue()).toFile());
  }

  /** Every file and directory of every layer. */
  public List<TarArchiveEntry> entries() throws IOException {
    List<TarArchiveEntry> all = new ArrayList<>();
    for (Path layer : layers()) {
      try (TarArchiveInputStream tar =
          new TarArchiveInputStream(new GZIPInputStream(Files.newInputStream(layer)))) {
        for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
          all.add(e);
        }
      }
    }
    return all;
  }

  /** Unpacks its layers there, as a container engine does. */
  public void unpack(Path root) {
    for (Path layer : layers()) {
      Outcome _ =
          run("tar", "--warning=no-unknown-keyword", "-xpzf", layer.toString(), "-C", "" + root)
              .orThrow();
    }
  }

  private List<Path> layers() {
    return manifest.at("/layers").valueStream().map(l -> blob(l.at("/digest").asText())).toList();
  }

  private Path blob(String digest) {
    return directory.resolve("layout/blobs").resolve(digest.replace(':', '/'));
  }

  private static Outcome run(String... command) {
    return Outcome.of(List.of(command), Map.of(), null);
  }

  /** The entrypoint, and what follows it unless the chart says otherwise. */
  List<String> entrypoint() {
    try {
      return configuration().at("/config/Entrypoint").valueStream().map(JsonNode::asText).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
