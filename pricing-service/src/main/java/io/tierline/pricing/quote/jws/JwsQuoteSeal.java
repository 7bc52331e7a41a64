package io.tierline.pricing.quote.jws;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import io.tierline.pricing.quote.QuoteKey;
import io.tierline.pricing.quote.QuoteKeys;
import io.tierline.pricing.quote.QuoteSeal;
import io.tierline.pricing.quote.SignedQuote;
import java.text.ParseException;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Signed quotes are JWS (RFC 7515) with HS256: made and checked by this service alone. */
@Component
class JwsQuoteSeal implements QuoteSeal {

  private static final JOSEObjectType TYPE = new JOSEObjectType("tierline-quote+jws");

  private final QuoteKeys keys;
  private final JsonMapper json;

  JwsQuoteSeal(QuoteKeys keys, JsonMapper json) {
    this.keys = keys;
    this.json = json;
  }

  @Override
  public String seal(SignedQuote quote) {
    QuoteKey key =
        keys.current().orElseThrow(() -> new IllegalStateException("There is no quote key yet"));
    JWSObject object =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(TYPE)
                .keyID(Long.toString(key.number()))
                .build(),
            new Payload(json.writeValueAsString(quote)));
    try {
      object.sign(new MACSigner(secretOf(key)));
    } catch (JOSEException e) {
      throw new IllegalStateException("HS256 with 32 bytes always signs", e);
    }
    return object.serialize();
  }

  @Override
  public Opened open(String sealed) {
    try {
      JWSObject object = JWSObject.parse(sealed);
      Optional<QuoteKey> key = number(object.getHeader()).flatMap(keys::find);
      if (key.isEmpty() || !object.verify(new MACVerifier(secretOf(key.get())))) {
        return new Opened.NotOurs();
      }
      return new Opened.Genuine(json.readValue(object.getPayload().toString(), SignedQuote.class));
    } catch (ParseException | JOSEException | JacksonException e) {
      return new Opened.NotOurs();
    }
  }

  /** Nothing for another algorithm or another kind of token: neither is ever tried. */
  private static Optional<Long> number(JWSHeader header) {
    @Nullable String id = header.getKeyID();
    return JWSAlgorithm.HS256.equals(header.getAlgorithm())
            && TYPE.equals(header.getType())
            && id != null
            && id.matches("[0-9]{1,18}")
        ? Optional.of(Long.valueOf(id))
        : Optional.empty();
  }

  private static byte[] secretOf(QuoteKey key) {
    return Base64.getDecoder().decode(key.secret());
  }
}
