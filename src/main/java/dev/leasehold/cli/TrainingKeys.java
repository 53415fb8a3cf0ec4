package dev.leasehold.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Keys for {@link TrainingServer}: an authority, a server and a person as a cluster has them. They
 * are thrown away after the training, and nothing else ever trusts them.
 */
final class TrainingKeys {
  static final String AUTHORITY = "authority";
  static final String SERVER = "server";
  static final String PERSON = "person";

  /** Protects nothing: the file lives for seconds, in a directory of its own. */
  static final char[] PASSWORD = "training".toCharArray();

  private static final int SECONDS = 60;

  private TrainingKeys() {}

  /**
   * All of them.
   *
   * @throws IOException if the JDK's keytool could not make them
   */
  static KeyStore in(Path directory) throws IOException, GeneralSecurityException {
    Path file = directory.resolve("keys");
    keytool(file, AUTHORITY, "EC", "bc:critical=ca:true");
    keytool(file, SERVER, "EC", "san=ip:127.0.0.1", "-signer", AUTHORITY);
    keytool(file, PERSON, "RSA", "eku=clientAuth", "-signer", AUTHORITY);
    return KeyStore.getInstance(file.toFile(), PASSWORD);
  }

  /** A store with nothing but this key in it. */
  static KeyStore only(KeyStore all, String alias) throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    store.setKeyEntry(alias, all.getKey(alias, PASSWORD), PASSWORD, all.getCertificateChain(alias));
    return store;
  }

  /** A store that trusts the authority. */
  static KeyStore trusting(KeyStore all) throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    store.setCertificateEntry(AUTHORITY, all.getCertificate(AUTHORITY));
    return store;
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static void keytool(
      Path file, String alias, String algorithm, String extension, String... more)
      throws IOException {
    String options =
        "-genkeypair -alias %1$s -keyalg %2$s -dname CN=%1$s -ext %3$s -storetype PKCS12 -storepass %4$s"
            .formatted(alias, algorithm, extension, String.valueOf(PASSWORD));
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    words.addAll(List.of(options.split(" ", -1)));
    words.addAll(List.of("-keystore", file.toString()));
    words.addAll(List.of(more));
    Process keytool =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!ended(keytool)) {
      throw new IOException("keytool made no key for " + alias);
    }
  }

  private static boolean ended(Process keytool) {
    try {
      return keytool.waitFor(SECONDS, TimeUnit.SECONDS) && keytool.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      keytool.destroyForcibly();
    }
  }
}
