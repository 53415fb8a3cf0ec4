package dev.leasehold.approval.ssh;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The value of an annotation {@code signature.leasehold.dev/<label>}: what of the signed document
 * cannot be told from the request, and the signature, as {@code <roles> <not after> <base 64>}.
 *
 * @param signature base 64 of the binary form
 */
public record SignatureAnnotation(Set<String> roles, Instant notAfter, String signature) {
  /** What every such annotation's key begins with. */
  public static final String PREFIX = "signature.leasehold.dev/";

  /** No more of them are looked at on one request; the guard refuses more. */
  public static final int MOST = 8;

  /** The longest value that can hold a signature, and that the guard lets pass. */
  public static final int LENGTH = 4096;

  private static final Pattern FORM =
      Pattern.compile(
          "(?<roles>[a-z0-9-]{1,63}(,[a-z0-9-]{1,63}){0,7})"
              + " (?<until>20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)"
              + " (?<signature>[A-Za-z0-9+/]{64,3500}={0,2})");

  public SignatureAnnotation {
    roles = Set.copyOf(roles);
  }

  /** Reads a value; empty if it has another form. */
  public static Optional<SignatureAnnotation> parse(String value) {
    if (value.length() > LENGTH) {
      return Optional.empty();
    }
    Matcher form = FORM.matcher(value);
    if (!form.matches()) {
      return Optional.empty();
    }
    List<String> roles = Arrays.asList(form.group("roles").split(",", -1));
    try {
      byte[] _ = Base64.getDecoder().decode(form.group("signature"));
      Instant until = Instant.parse(form.group("until"));
      boolean one = roles.stream().distinct().count() == roles.size();
      // One moment has one spelling: 24:00 and leap seconds would be others.
      return one && until.toString().equals(form.group("until"))
          ? Optional.of(new SignatureAnnotation(Set.copyOf(roles), until, form.group("signature")))
          : Optional.empty();
    } catch (DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The value as it is annotated. */
  public String text() {
    return roles.stream().sorted().collect(Collectors.joining(","))
        + " "
        + notAfter
        + " "
        + signature;
  }

  /** The signature's binary form. */
  public byte[] bytes() {
    return Base64.getDecoder().decode(signature);
  }
}
