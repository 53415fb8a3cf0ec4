package dev.leasehold.lab;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/**
 * One lab's own certificate authority: it says who is the server and who is which person, to this
 * lab only.
 */
public final class CertificateAuthority {
  private static final X500Name NAME = new X500Name("CN=leasehold-lab");
  private static final Duration VALIDITY = Duration.ofDays(365);

  private final KeyPair keys = generateKeys("EC", 256);

  /**
   * RSA, since fabric8's client reads no elliptic curve keys in PKCS #8; one pair for all, since
   * making it is slow.
   */
  private final KeyPair peoplesKeys = generateKeys("RSA", 2048);

  private final String certificate;

  public CertificateAuthority() {
    this.certificate =
        sign(NAME, keys, Extension.basicConstraints, new BasicConstraints(true)).certificate();
  }

  /** The authority's own certificate, PEM. */
  public String certificate() {
    return certificate;
  }

  /** A server's identity on loopback. */
  public Identity server() {
    GeneralNames names =
        new GeneralNames(
            new GeneralName[] {
              new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
              new GeneralName(GeneralName.dNSName, "localhost"),
              new GeneralName(GeneralName.dNSName, "kubernetes.default.svc")
            });
    return sign(
        new X500Name("CN=localhost"),
        generateKeys("EC", 256),
        Extension.subjectAlternativeName,
        names);
  }

  /** A person's identity: the API server reads the user from CN and the groups from O. */
  Identity person(Person person) {
    X500NameBuilder subject = new X500NameBuilder().addRDN(BCStyle.CN, text(person.name()));
    person.groups().forEach(group -> subject.addRDN(BCStyle.O, text(group)));
    return sign(
        subject.build(),
        peoplesKeys,
        Extension.extendedKeyUsage,
        new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
  }

  /** Of any length, unlike what certificates are to have. */
  private static DERUTF8String text(String name) {
    return new DERUTF8String(name);
  }

  /** Keys that sign service account tokens: private and public half, PEM. */
  static Identity tokenSigner() {
    KeyPair pair = generateKeys("EC", 256);
    return new Identity(pem(pair.getPublic()), privateKey(pair));
  }

  private Identity sign(
      X500Name subject,
      KeyPair pair,
      org.bouncycastle.asn1.ASN1ObjectIdentifier extension,
      org.bouncycastle.asn1.ASN1Encodable value) {
    Instant now = Instant.now();
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            NAME,
            new BigInteger(120, new SecureRandom()),
            Date.from(now.minus(Duration.ofMinutes(5))),
            Date.from(now.plus(VALIDITY)),
            subject,
            pair.getPublic());
    try {
      builder.addExtension(extension, extension.equals(Extension.basicConstraints), value);
      X509Certificate signed =
          new JcaX509CertificateConverter()
              .getCertificate(
                  builder.build(
                      new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
      return new Identity(pem(signed), privateKey(pair));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("this JDK cannot make the lab's certificates", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KeyPair generateKeys(String algorithm, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK makes no such keys", e);
    }
  }

  /** In PKCS #8, which names the curve; the older form as written by this JDK's keys does not. */
  private static String privateKey(KeyPair pair) {
    return pem(new PemObject("PRIVATE KEY", pair.getPrivate().getEncoded()));
  }

  private static String pem(Object object) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** A certificate (or public key) and its private key, both PEM. */
  public record Identity(String certificate, String key) {}
}
