package dev.leasehold.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Copies a library's classes in the form of a newer JVM. picocli's are of 2004's form, which no
 * cache of the JVM can hold, so that reading and verifying them took an eighth of each call
 * (decision 0119). The copy is made beside the cache, on the machine that uses it.
 */
final class NewerClasses {
  /** The first form that all JVMs verify in the new way, and so can be kept in a cache. */
  private static final int JAVA_8 = ClassFile.JAVA_8_VERSION;

  private static final String CLASS = ".class";

  private NewerClasses() {}

  /** Copies the first jar to the second. */
  public static void main(String[] arguments) throws IOException {
    copy(Path.of(arguments[0]), Path.of(arguments[1]));
  }

  static void copy(Path library, Path copy) throws IOException {
    try (JarFile jar = new JarFile(library.toFile());
        OutputStream file = Files.newOutputStream(copy);
        ZipOutputStream out = new ZipOutputStream(file)) {
      ClassFile form =
          ClassFile.of(
              StackMapsOption.GENERATE_STACK_MAPS, ClassHierarchyResolverOption.of(relations(jar)));
      for (JarEntry entry : Collections.list(jar.entries())) {
        if (entry.getName().endsWith(CLASS) && !entry.getName().endsWith("module-info.class")) {
          out.putNextEntry(new ZipEntry(entry.getName()));
          out.write(newer(form, bytes(jar, entry)));
          out.closeEntry();
        }
      }
    }
  }

  private static byte[] newer(ClassFile form, byte[] old) {
    ClassTransform code =
        ClassTransform.transformingMethodBodies((builder, element) -> copied(builder, element));
    ClassTransform version =
        (builder, element) -> {
          if (element instanceof ClassFileVersion) {
            builder.withVersion(JAVA_8, 0);
          } else {
            builder.with(element);
          }
        };
    return form.transformClass(form.parse(old), version.andThen(code));
  }

  /** Made anew, it gets what the newer form wants to know of it. */
  private static void copied(CodeBuilder builder, java.lang.classfile.CodeElement element) {
    builder.with(element);
  }

  /** Who extends whom is looked up in the library itself, and in the JDK. */
  private static ClassHierarchyResolver relations(JarFile jar) {
    return ClassHierarchyResolver.ofResourceParsing(
            type -> {
              String name = type.descriptorString();
              JarEntry entry = jar.getJarEntry(name.substring(1, name.length() - 1) + CLASS);
              try {
                return entry == null ? null : jar.getInputStream(entry);
              } catch (IOException e) {
                return null;
              }
            })
        .orElse(ClassHierarchyResolver.defaultResolver());
  }

  private static byte[] bytes(JarFile jar, JarEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }
}
