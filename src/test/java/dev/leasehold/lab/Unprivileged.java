package dev.leasehold.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs what refuses to be run by root: for root as the user that the system has for it, for anybody
 * else as themselves.
 */
final class Unprivileged {
  private static final List<String> USERS = List.of("postgres", "nobody");
  private static final int ROOT = 0;

  /** Nobody else may look into the directory that we were started in. */
  private static final String GO = "cd \"$1\" && shift && exec \"$@\"";

  private final Path home;
  private final Optional<String> user;

  /**
   * @param home a directory of ours, which becomes theirs
   */
  Unprivileged(Path home) {
    this.home = home;
    this.user = isRoot(home) ? Optional.of(user()) : Optional.empty();
    owns(home);
  }

  /** The file becomes theirs. */
  void owns(Path file) {
    user.ifPresent(
        name -> {
          try {
            Files.setOwner(
                file,
                file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** The command that becomes this program. */
  List<String> command(List<String> program) {
    return user.map(name -> Stream.concat(changed(name).stream(), program.stream()).toList())
        .orElse(program);
  }

  private List<String> changed(String name) {
    String group = Outcome.of(List.of("id", "-g", name), Map.of(), null).orThrow().stdout().strip();
    return List.of(
        "sh",
        "-c",
        GO,
        "leasehold-lab",
        home.toString(),
        "setpriv",
        "--reuid=" + name,
        "--regid=" + group,
        "--clear-groups");
  }

  private static boolean isRoot(Path ours) {
    try {
      return (int) Files.getAttribute(ours, "unix:uid") == ROOT;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String user() {
    return USERS.stream()
        .filter(Unprivileged::exists)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("this machine has neither of the users " + USERS));
  }

  private static boolean exists(String name) {
    try {
      Path.of("/").getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name);
      return true;
    } catch (UserPrincipalNotFoundException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
