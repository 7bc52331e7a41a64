package io.tierline.kit.json;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.joda.money.Money;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;
import tools.jackson.datatype.jodamoney.AmountRepresentation;
import tools.jackson.datatype.jodamoney.JodaMoneyModule;

/**
 * One form for money: {@code {"amount":"380.00","currency":"USD"}}. What clients send is read
 * strictly; what other services answer is read with the application's mapper, which ignores what it
 * does not know.
 */
@AutoConfiguration(
    beforeName = {
      "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
      "org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration"
    })
class JsonAutoConfiguration {

  @Bean
  JsonMapperBuilderCustomizer moneyAsDecimalString() {
    return json ->
        json.addModule(
            new JodaMoneyModule().withAmountRepresentation(AmountRepresentation.DECIMAL_STRING));
  }

  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  ServerHttpMessageConvertersCustomizer strictJson(JsonMapper json) {
    StrictJsonConverter converter = new StrictJsonConverter(strict(json));
    return server -> server.withJsonConverter(converter);
  }

  private static JsonMapper strict(JsonMapper json) {
    SimpleModule readers =
        new SimpleModule("strict")
            .addDeserializer(Money.class, new MoneyReader())
            .addDeserializer(BigDecimal.class, new BoundedDecimalReader())
            .addDeserializer(Instant.class, new TimeReader<>(Instant.class, Instant::parse))
            .addDeserializer(LocalDate.class, new TimeReader<>(LocalDate.class, LocalDate::parse));
    return json.rebuild()
        .enable(
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .withCoercionConfig(
            LogicalType.Textual,
            text ->
                text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
        .addModule(readers)
        .build();
  }
}
