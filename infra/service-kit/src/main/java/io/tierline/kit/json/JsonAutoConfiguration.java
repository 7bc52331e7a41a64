package io.tierline.kit.json;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import tools.jackson.datatype.jodamoney.AmountRepresentation;
import tools.jackson.datatype.jodamoney.JodaMoneyModule;

/** One form for money: {@code {"amount":"380.00","currency":"USD"}}. */
@AutoConfiguration(
    beforeName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
class JsonAutoConfiguration {

  @Bean
  JsonMapperBuilderCustomizer moneyAsDecimalString() {
    return json ->
        json.addModule(
            new JodaMoneyModule().withAmountRepresentation(AmountRepresentation.DECIMAL_STRING));
  }
}
