package io.tierline.testsupport;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the identity service in tests: publishes its key on the loopback address and mints
 * tokens, good ones and bad ones. One for a whole test JVM, because making a key takes time.
 */
public final class TokenIssuer implements AutoCloseable {

  private static final Duration VALIDITY = Duration.ofHours(1);
  private static final int KEY_BITS = 2048;

  private static @Nullable TokenIssuer shared;

  private final RSAKey key;
  private final HttpServer server;

  private TokenIssuer(RSAKey key, HttpServer server) {
    this.key = key;
    this.server = server;
  }

  /** The one of this test JVM, started when first asked for. */
  public static synchronized TokenIssuer shared() {
    TokenIssuer running = shared;
    if (running == null) {
      running = start();
      shared = running;
    }
    return running;
  }

  /**
   * Another one, with a key of its own: its tokens must not be accepted by the others' services.
   */
  public static TokenIssuer start() {
    try {
      RSAKey key =
          new RSAKeyGenerator(KEY_BITS)
              .keyID(UUID.randomUUID().toString())
              .algorithm(JWSAlgorithm.RS256)
              .generate();
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      byte[] keys = new JWKSet(key).toString().getBytes(StandardCharsets.UTF_8);
      server.createContext("/oauth2/jwks", exchange -> answer(exchange, keys));
      server.setExecutor(command -> Thread.ofVirtual().start(command));
      server.start();
      return new TokenIssuer(key, server);
    } catch (JOSEException e) {
      throw new IllegalStateException("No key for the tests' tokens", e);
    } catch (IOException e) {
      throw new UncheckedIOException("The tests' token issuer did not start", e);
    }
  }

  private static void answer(HttpExchange exchange, byte[] keys) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, keys.length);
    exchange.getResponseBody().write(keys);
    exchange.close();
  }

  public String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public String jwksUri() {
    return issuer() + "/oauth2/jwks";
  }

  /** The settings by which a service accepts its tokens. */
  public Map<String, Object> properties() {
    return Map.of("tierline.identity.issuer", issuer(), "tierline.identity.jwks-uri", jwksUri());
  }

  /** A token of one seller with these scopes, good for an hour. */
  public String token(String sellerId, String... scopes) {
    return tokenOf(sellerId).scopes(scopes).mint();
  }

  /** The same as the value of the header {@code Authorization}. */
  public String bearer(String sellerId, String... scopes) {
    return "Bearer " + token(sellerId, scopes);
  }

  /** A token that was good until ten minutes ago. */
  public String expiredToken(String sellerId, String... scopes) {
    return tokenOf(sellerId)
        .scopes(scopes)
        .expiresAt(Instant.now().minus(Duration.ofMinutes(10)))
        .mint();
  }

  /** For tokens that are unusual in some way. */
  public Token tokenOf(@Nullable String sellerId) {
    return new Token(this, sellerId);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** A token in the making. */
  public static final class Token {

    private final TokenIssuer issuer;
    private final @Nullable String sellerId;
    private final List<String> scopes = new ArrayList<>();
    private List<String> audience = List.of("tierline");
    private String issuedBy;
    private String clientId;
    private @Nullable Instant expiresAt = Instant.now().plus(VALIDITY);

    private Token(TokenIssuer issuer, @Nullable String sellerId) {
      this.issuer = issuer;
      this.sellerId = sellerId;
      this.issuedBy = issuer.issuer();
      this.clientId = "client-of-" + sellerId;
    }

    public Token scopes(String... more) {
      scopes.addAll(List.of(more));
      return this;
    }

    public Token audience(String... names) {
      audience = List.of(names);
      return this;
    }

    public Token issuedBy(String name) {
      issuedBy = name;
      return this;
    }

    public Token clientId(String id) {
      clientId = id;
      return this;
    }

    /**
     * @param instant in system time; null for a token that never expires
     */
    public Token expiresAt(@Nullable Instant instant) {
      expiresAt = instant;
      return this;
    }

    public String mint() {
      Instant issuedAt = Instant.now().minus(VALIDITY);
      JWTClaimsSet.Builder claims =
          new JWTClaimsSet.Builder()
              .jwtID(UUID.randomUUID().toString())
              .subject(clientId)
              .issuer(issuedBy)
              .audience(audience)
              .issueTime(Date.from(issuedAt))
              .notBeforeTime(Date.from(issuedAt))
              .claim("scope", List.copyOf(scopes));
      if (sellerId != null) {
        claims.claim("seller", sellerId);
      }
      if (expiresAt != null) {
        claims.expirationTime(Date.from(expiresAt));
      }
      JWSHeader header =
          new JWSHeader.Builder(JWSAlgorithm.RS256)
              .type(JOSEObjectType.JWT)
              .keyID(issuer.key.getKeyID())
              .build();
      SignedJWT token = new SignedJWT(header, claims.build());
      try {
        token.sign(new RSASSASigner(issuer.key));
      } catch (JOSEException e) {
        throw new IllegalStateException("The token could not be signed", e);
      }
      return token.serialize();
    }
  }
}
