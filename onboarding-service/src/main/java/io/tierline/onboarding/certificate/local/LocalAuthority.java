package io.tierline.onboarding.certificate.local;

import io.tierline.onboarding.certificate.local.LocalAuthorityStore.KeyAndCertificate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Signs certificates for host names with a key of its own (EC P-256). */
final class LocalAuthority {

  /** What public authorities may give since March 2026. */
  static final Duration VALIDITY_MAX = Duration.ofDays(200);

  private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);
  private static final Duration AUTHORITY_VALIDITY = Duration.ofDays(20 * 365L);
  private static final X500Name NAME = new X500Name("CN=Tierline Local Authority");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final PrivateKey key;
  private final X509Certificate certificate;
  private final String certificatePem;

  private LocalAuthority(PrivateKey key, String certificatePem) {
    this.key = key;
    this.certificate = read(certificatePem);
    this.certificatePem = certificatePem;
  }

  static LocalAuthority of(KeyAndCertificate stored) {
    try {
      PrivateKey key =
          KeyFactory.getInstance("EC")
              .generatePrivate(new PKCS8EncodedKeySpec(stored.privateKey()));
      return new LocalAuthority(key, stored.certificatePem());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The local authority's key cannot be read", e);
    }
  }

  static KeyAndCertificate create(Instant now) {
    KeyPair pair = newKeyPair();
    try {
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              NAME,
              serial(),
              Date.from(now.minus(Duration.ofDays(1))),
              Date.from(now.plus(AUTHORITY_VALIDITY)),
              NAME,
              pair.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      return new KeyAndCertificate(
          pair.getPrivate().getEncoded(), pem(sign(builder, pair.getPrivate())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  KeyAndCertificate issue(String hostName, Instant now) {
    KeyPair pair = newKeyPair();
    try {
      JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              NAME,
              serial(),
              Date.from(notBefore(now)),
              Date.from(notAfter(now)),
              new X500Name(new org.bouncycastle.asn1.x500.RDN[0]),
              pair.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
      // With an empty subject the names must be critical (RFC 5280, 4.2.1.6).
      builder.addExtension(
          Extension.subjectAlternativeName,
          true,
          new GeneralNames(new GeneralName(GeneralName.dNSName, hostName)));
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          extensions.createAuthorityKeyIdentifier(certificate.getPublicKey()));
      return new KeyAndCertificate(pair.getPrivate().getEncoded(), pem(sign(builder, key)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("No certificate for " + hostName, e);
    }
  }

  /** What is wrong with a certificate for that host at that moment; empty when nothing is. */
  Optional<String> faultOf(String leafPem, String hostName, Instant now) {
    X509Certificate leaf = read(leafPem);
    try {
      if (!names(leaf).contains(hostName)) {
        return Optional.of("The certificate is not for %s".formatted(hostName));
      }
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(certificate, null)));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(now));
      CertPathValidator.getInstance("PKIX")
          .validate(factory.generateCertPath(List.of(leaf)), parameters);
      return Optional.empty();
    } catch (CertPathValidatorException e) {
      return Optional.of("The certificate's chain is not valid: " + e.getMessage());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The certificate of " + hostName + " cannot be checked", e);
    }
  }

  String certificatePem() {
    return certificatePem;
  }

  static Instant notAfter(String pem) {
    return read(pem).getNotAfter().toInstant();
  }

  /** The end of validity of what is issued now, to the second, as certificates have it. */
  static Instant notAfter(Instant now) {
    return notBefore(now).plus(VALIDITY_MAX).minusSeconds(1);
  }

  private static Instant notBefore(Instant now) {
    return now.minus(CLOCK_SKEW).truncatedTo(ChronoUnit.SECONDS);
  }

  private static List<String> names(X509Certificate leaf) throws GeneralSecurityException {
    var names = leaf.getSubjectAlternativeNames();
    return names == null
        ? List.of()
        : names.stream().map(name -> String.valueOf(name.get(1))).toList();
  }

  private static KeyPair newKeyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has the curve P-256", e);
    }
  }

  private static BigInteger serial() {
    return new BigInteger(127, RANDOM).add(BigInteger.ONE);
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key) {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    } catch (OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException("The certificate could not be signed", e);
    }
  }

  private static String pem(X509Certificate certificate) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(certificate);
    }
    return text.toString();
  }

  private static X509Certificate read(String pem) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The certificate cannot be read", e);
    }
  }
}
