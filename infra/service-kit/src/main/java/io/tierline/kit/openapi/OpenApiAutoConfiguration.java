package io.tierline.kit.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.security.OAuthFlow;
import io.swagger.v3.oas.models.security.OAuthFlows;
import io.swagger.v3.oas.models.security.Scopes;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.tierline.kit.ServiceSettings;
import io.tierline.kit.http.IfMatch;
import io.tierline.kit.identity.IdentitySettings;
import io.tierline.kit.identity.OpenPaths;
import io.tierline.kit.paging.PageRequest;
import io.tierline.kit.tenancy.CurrentSeller;
import java.util.List;
import org.joda.money.Money;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * A description of the API that says how to get in, what money looks like and what refusals are.
 */
@AutoConfiguration(
    beforeName = "org.springdoc.core.configuration.SpringDocConfiguration",
    afterName = "io.tierline.kit.identity.IdentityAutoConfiguration")
class OpenApiAutoConfiguration {

  static final String PROBLEM = "Problem";

  private static final String BEARER = "token";
  private static final String CLIENT_CREDENTIALS = "apiKey";

  static {
    // springdoc keeps these for the whole JVM; they are the same for every service.
    SpringDocUtils.getConfig()
        .replaceWithSchema(Money.class, money())
        .addRequestWrapperToIgnore(PageRequest.class, IfMatch.class)
        .addAnnotationsToIgnore(CurrentSeller.class);
  }

  @Bean
  OpenAPI openApi(ServiceSettings service, IdentitySettings identity) {
    String name = Character.toUpperCase(service.name().charAt(0)) + service.name().substring(1);
    return new OpenAPI()
        .info(
            new Info()
                .title("Tierline " + name)
                .version("v1")
                .description(
                    "Ids are strings. Money is {\"amount\":\"380.00\",\"currency\":\"USD\"}. Times are ISO 8601 in"
                        + " UTC. Refusals are problem documents (RFC 9457) with a stable 'type'."))
        .components(
            new Components()
                .addSchemas(PROBLEM, problem())
                .addSecuritySchemes(
                    BEARER,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .bearerFormat("JWT"))
                .addSecuritySchemes(
                    CLIENT_CREDENTIALS,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.OAUTH2)
                        .description("The id and secret of an API key")
                        .flows(
                            new OAuthFlows()
                                .clientCredentials(
                                    new OAuthFlow()
                                        .tokenUrl(identity.issuer() + "/oauth2/token")
                                        .scopes(new Scopes())))))
        .addSecurityItem(new SecurityRequirement().addList(BEARER))
        .addSecurityItem(new SecurityRequirement().addList(CLIENT_CREDENTIALS));
  }

  @Bean
  OperationDescriptions operationDescriptions() {
    return new OperationDescriptions();
  }

  /** Paths without a token say so. */
  @Bean
  GlobalOpenApiCustomizer openPathsNeedNoToken(ObjectProvider<OpenPaths> openPaths) {
    return new OpenPathDescriptions(
        openPaths.stream().flatMap(paths -> paths.patterns().stream()).toList());
  }

  private static Schema<?> money() {
    ObjectSchema money = new ObjectSchema();
    money.description("An amount with at most as many decimals as its currency has");
    money.addProperty(
        "amount", new StringSchema().pattern("-?[0-9]{1,15}(\\.[0-9]+)?").example("380.00"));
    money.addProperty("currency", new StringSchema().pattern("[A-Z]{3}").example("USD"));
    money.required(List.of("amount", "currency"));
    return money;
  }

  private static Schema<?> problem() {
    ObjectSchema problem = new ObjectSchema();
    problem.description("RFC 9457");
    problem.addProperty(
        "type", new StringSchema().example("urn:tierline:problem:validation-failed"));
    problem.addProperty("title", new StringSchema().example("Some values are not allowed"));
    problem.addProperty("status", new IntegerSchema().example(400));
    problem.addProperty("detail", new StringSchema().example("'years' must be at least 1."));
    problem.addProperty("instance", new StringSchema().example("/v1/orders"));
    problem.addProperty("traceId", new StringSchema());
    problem.addProperty(
        "errors",
        new ArraySchema()
            .items(
                new ObjectSchema()
                    .addProperty("detail", new StringSchema())
                    .addProperty("pointer", new StringSchema().example("/years"))
                    .addProperty("field", new StringSchema().example("years"))
                    .addProperty("parameter", new StringSchema())
                    .addProperty("header", new StringSchema())));
    problem.additionalProperties(true);
    problem.required(List.of("type", "title", "status", "detail"));
    return problem;
  }
}
