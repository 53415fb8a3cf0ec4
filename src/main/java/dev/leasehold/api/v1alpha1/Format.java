package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The shapes that strings of the API may take. Each is a pattern of the API server (RE2); {@link
 * CrdFinish} adds to each the rule that tells the user what to write instead.
 */
public final class Format {
  /** A DNS label (RFC 1123): catalogs, entitlements, targets, roles, namespaces. */
  public static final String NAME = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

  /** A DNS subdomain (RFC 1123): service accounts, Secrets and most other Kubernetes objects. */
  public static final String OBJECT_NAME =
      "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

  /** The name of a Role or ClusterRole, which may contain colons. */
  public static final String ROLE_NAME = "^[A-Za-z0-9]([A-Za-z0-9:._-]*[A-Za-z0-9])?$";

  /** An entitlement seen from outside its catalog: {@code <catalog>.<entitlement>}. */
  public static final String QUALIFIED_NAME =
      "^[a-z0-9]([-a-z0-9]*[a-z0-9])?\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

  /** The key of a label. */
  public static final String LABEL_KEY =
      "^([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$";

  /** The value of a label; it may be empty. */
  public static final String LABEL_VALUE = "^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$";

  /** A span of time in whole hours, minutes and seconds. */
  public static final String DURATION = "^([0-9]+(h|m|s))+$";

  /** A moment: RFC 3339 in UTC, in this century. */
  public static final String TIME =
      "^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
          + "T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?Z$";

  /**
   * Control characters, line separators and marks that change the direction of writing, for a
   * character class.
   */
  static final String NOT_PLAIN =
      "\\p{Cc}\\p{Zl}\\p{Zp}\\x{061C}\\x{200E}\\x{200F}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}\\x{FEFF}";

  /** One line of text that looks like what it is. */
  public static final String LINE = "^[^" + NOT_PLAIN + "]*$";

  /** What a requester writes to tell requests apart; it may be empty. */
  public static final String REQUEST_ID = "^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$";

  /** A reason or event in one word, as in conditions. */
  public static final String REASON = "^[A-Za-z]([A-Za-z0-9]*)?$";

  /** A random value or fingerprint in hexadecimal or URL-safe base 64. */
  public static final String NONCE = "^[A-Za-z0-9_-]+$";

  /** SHA-256 in lower-case hexadecimal. */
  public static final String DIGEST = "^[0-9a-f]{64}$";

  /** A UID as the API server draws it. */
  public static final String UID = "^[0-9A-Za-z]([-0-9A-Za-z]*[0-9A-Za-z])?$";

  /**
   * A path in Vault, without leading, trailing or doubled slashes and without dots for segments.
   */
  public static final String VAULT_PATH =
      "^[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*$";

  private Format() {}

  /** Holds {@link #NAME}. */
  @JacksonAnnotationsInside
  @Pattern(NAME)
  @Size(min = 1, max = 63)
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.FIELD, ElementType.METHOD})
  public @interface Name {}

  /** Holds {@link #OBJECT_NAME}. */
  @JacksonAnnotationsInside
  @Pattern(OBJECT_NAME)
  @Size(min = 1, max = 253)
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.FIELD, ElementType.METHOD})
  public @interface ObjectName {}

  /** Holds {@link #DURATION}. */
  @JacksonAnnotationsInside
  @Pattern(DURATION)
  @Size(min = 2, max = 16)
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.FIELD, ElementType.METHOD})
  public @interface Duration {}

  /** Holds {@link #TIME}. */
  @JacksonAnnotationsInside
  @Pattern(TIME)
  @Size(min = 20, max = 30)
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.FIELD, ElementType.METHOD})
  public @interface Time {}

  /** Holds {@link #DIGEST}. */
  @JacksonAnnotationsInside
  @Pattern(DIGEST)
  @Size(min = 64, max = 64)
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.FIELD, ElementType.METHOD})
  public @interface Digest {}

  /** Holds {@link #UID}. */
  @JacksonAnnotationsInside
  @Pattern(UID)
  @Size(min = 1, max = 64)
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.FIELD, ElementType.METHOD})
  public @interface Uid {}

  /** Holds {@link #LINE}, in 1 to 253 characters: titles and names of teams and tools. */
  @JacksonAnnotationsInside
  @Pattern(LINE)
  @Size(min = 1, max = 253)
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.FIELD, ElementType.METHOD})
  public @interface Title {}

  /** Holds {@link #LINE}, in at most 1,024 characters: what people and the operator say. */
  @JacksonAnnotationsInside
  @Pattern(LINE)
  @Size(max = 1024)
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.FIELD, ElementType.METHOD})
  public @interface Line {}
}
