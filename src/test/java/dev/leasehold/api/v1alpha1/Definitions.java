package dev.leasehold.api.v1alpha1;

import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The definitions as the repository holds them, and as the sources say now. */
final class Definitions {
  static final Path HELD = Path.of("crds");

  private Definitions() {}

  /** Generates into the directory and returns the files by name. */
  static Map<String, String> generatedInto(Path directory) {
    new CRDGenerator()
        .customResourceClasses(
            List.of(EntitlementCatalog.class, AccessRequest.class, AccessRecord.class))
        .forCRDVersions("v1")
        .withPostProcessor(new CrdFinish())
        .inOutputDir(directory.toFile())
        .generate();
    return filesIn(directory);
  }

  static Map<String, String> filesIn(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      TreeMap<String, String> contents = new TreeMap<>();
      for (Path file : files.toList()) {
        contents.put(file.getFileName().toString(), Files.readString(file));
      }
      return contents;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<CustomResourceDefinition> held() {
    return filesIn(HELD).values().stream()
        .map(text -> Serialization.unmarshal(text, CustomResourceDefinition.class))
        .toList();
  }

  /** The names of the three kinds in addresses and folders. */
  static List<String> plurals() {
    return held().stream().map(crd -> crd.getSpec().getNames().getPlural()).toList();
  }

  /** Everything that the schemas speak of. */
  static List<SchemaNode> nodes() {
    return held().stream().flatMap(SchemaNode::all).toList();
  }
}
