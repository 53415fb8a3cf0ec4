package dev.leasehold.lab;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs a program from an image's unpacked layers as the chart's pod has it: a root directory that
 * nothing can write to, a temporary one that can be written to, one user without any rights, and
 * the files that a kubelet puts into a pod. It is not limited by a cgroup: the program is told how
 * much memory there is, and a test looks how much it takes.
 */
public final class Unpacked {
  private static final String ACCOUNT = "var/run/secrets/kubernetes.io/serviceaccount";
  private static final List<String> MOUNTED = List.of("proc", "dev", "sys", "tmp", ACCOUNT);

  /** By mounts of its own, which end with it. */
  private static final String ENTER =
      """
      root=$1 become=$2 size=$3
      shift 3
      mount --bind "$root" "$root"
      mount --rbind /proc "$root/proc"
      mount --rbind /sys "$root/sys"
      mount --rbind /dev "$root/dev"
      mount -t tmpfs -o "mode=1777,size=$size" tmp "$root/tmp"
      mount -o remount,bind,ro "$root"
      # shellcheck disable=SC2086 # split on purpose
      exec setpriv --no-new-privs unshare --root="$root" --wd=/tmp $become "$@"
      """;

  private final Image image;
  private final Path root;

  private Unpacked(Image image, Path root) {
    this.image = image;
    this.root = root;
  }

  /** One with its root there. */
  public static Unpacked of(Image image, Path root) throws IOException {
    image.unpack(root);
    // A temporary directory is its owner's alone; the user in the container is another.
    Path _ = Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (String directory : MOUNTED) {
      Path _ = Files.createDirectories(root.resolve(directory));
    }
    Path _ = Files.writeString(root.resolve("etc/hosts"), "127.0.0.1 localhost\n");
    return new Unpacked(image, root);
  }

  /** Puts a service account into it, as a kubelet does. */
  void hasAccount(String namespace, String token, String kubeconfig) {
    Matcher authority =
        Pattern.compile("certificate-authority-data: \"?([A-Za-z0-9+/=]+)").matcher(kubeconfig);
    if (!authority.find()) {
      throw new IllegalArgumentException("this kubeconfig names no authority");
    }
    Path account = root.resolve(ACCOUNT);
    try {
      Path _ = Files.writeString(account.resolve("namespace"), namespace);
      Path _ = Files.writeString(account.resolve("token"), token);
      byte[] certificate = Base64.getDecoder().decode(authority.group(1));
      Path _ =
          Files.writeString(
              account.resolve("ca.crt"), new String(certificate, StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The command that becomes what the pod runs, with this environment and no other. */
  List<String> command(PodSpec pod, Map<String, String> environment) {
    Container own = pod.getContainers().getFirst();
    long limit =
        Quantity.getAmountInBytes(own.getResources().getLimits().get("memory")).longValueExact();
    List<String> words = new ArrayList<>(List.of("env", "-i", "PATH=" + System.getenv("PATH")));
    environment.forEach((name, value) -> words.add(name + "=" + value));
    words.add("JAVA_TOOL_OPTIONS=-XX:MaxRAM=" + limit);
    long user = pod.getSecurityContext().getRunAsUser();
    words.addAll(isRoot() ? List.of("unshare") : List.of("unshare", "--user", "--map-root-user"));
    words.addAll(List.of("--mount", "sh", "-euc", ENTER, "sh", root.toString()));
    words.add(
        (isRoot() ? "--setgid=%d --setuid=%d" : "--user --map-group=%d --map-user=%d")
            .formatted(user, user));
    words.add(temporary(pod));
    words.addAll(image.entrypoint());
    words.addAll(own.getArgs());
    return words;
  }

  /** Nobody else may mount anything, but in a namespace where they are root. */
  private boolean isRoot() {
    return Integer.valueOf(0).equals(attribute(root, "unix:uid"));
  }

  private static Object attribute(Path file, String name) {
    try {
      return Files.getAttribute(file, name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String temporary(PodSpec pod) {
    Volume tmp =
        pod.getVolumes().stream().filter(v -> v.getName().equals("tmp")).findFirst().orElseThrow();
    return Quantity.getAmountInBytes(tmp.getEmptyDir().getSizeLimit()).toBigInteger().toString();
  }
}
